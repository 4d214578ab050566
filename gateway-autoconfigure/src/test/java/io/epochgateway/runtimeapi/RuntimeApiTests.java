package io.epochgateway.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.epochgateway.definition.Level;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.StatsDefinition;
import io.epochgateway.definition.StatsSocketDefinition;
import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RuntimeApiTests {

    private static final String ALWAYS_OFFERED = """
              help [<command>]                        : list the commands that begin so, or all
              prompt                                  : switch the interactive mode on or off
              quit                                    : end the connection
            """.replaceAll("(?m)^ *", "  ");

    private static final int MANY = 1 << 22;

    @TempDir
    private Path directory;

    private RuntimeApi api;
    private volatile IOException cutShort;

    @AfterEach
    void close() {
        api.close();
    }

    private Path socket() {
        return directory.resolve("s");
    }

    private void open(Level level) {
        open(Cli.unix(socket(), level));
    }

    private void open(StatsDefinition definition) {
        api = RuntimeApi.open(
                definition,
                List.of(
                        new TestCommand("show secret", Level.ADMIN, (arguments, reply) -> reply.line("42")),
                        new TestCommand(
                                "show words",
                                Level.USER,
                                (arguments, reply) -> reply.line(String.join("|", arguments.words()))),
                        new TestCommand(
                                "show payload", Level.USER, (arguments, reply) -> reply.text(arguments.payload())),
                        new TestCommand("show much", Level.USER, (arguments, reply) -> {
                            try {
                                for (int i = 0; i < MANY / 8; i++) {
                                    reply.line("1234567");
                                }
                            } catch (IOException e) {
                                cutShort = e;
                                throw e;
                            }
                        }),
                        new TestCommand("fail", Level.USER, (arguments, reply) -> {
                            throw new IllegalStateException("on purpose");
                        })));
    }

    private String ask(String text) throws IOException {
        return Cli.ask(socket(), text);
    }

    @Test
    void oneLineIsAnsweredAndTheConnectionCloses() throws IOException {
        open(Level.ADMIN);
        assertThat(ask("show cli level\n")).isEqualTo("admin\n\n");
        assertThat(ask(" show\tcli  level \r\n")).isEqualTo("admin\n\n");
    }

    @Test
    void semicolonsSeparateCommandsAndBackslashesEscape() throws IOException {
        open(Level.USER);
        assertThat(ask("show words a\\;b c\\ d \\\\;show cli level;\n")).isEqualTo("a;b|c d|\\\n\nuser\n\n");
    }

    @Test
    void theInteractiveModeGoesOnWithAPromptUntilQuit() throws IOException {
        open(Level.OPERATOR);
        try (Cli cli = Cli.to(socket())) {
            assertThat(cli.send("prompt\n").readUntil("> ")).isEqualTo("\n> ");
            assertThat(cli.send("show cli level\n").readUntil("> ")).isEqualTo("operator\n\n> ");
            assertThat(cli.send("show words 1;show words 2\n").readUntil("2\n\n> "))
                    .isEqualTo("1\n\n> 2\n\n> ");
            assertThat(cli.send("quit\n").readAll()).isEmpty();
        }
    }

    @Test
    void promptTwiceGoesBackToOneLine() throws IOException {
        open(Level.OPERATOR);
        assertThat(ask("prompt;prompt;show cli level\n")).isEqualTo("\n> \noperator\n\n");
    }

    @Test
    void aLineWithoutAnEndIsNoCommand() throws IOException {
        open(Level.ADMIN);
        try (Cli cli = Cli.to(socket())) {
            assertThat(cli.send("show cli level").sendNoMore().readAll()).isEmpty();
        }
    }

    @Test
    void aPayloadBelongsToItsCommand() throws IOException {
        open(Level.ADMIN);
        assertThat(ask("show payload <<\nshow secret\nfail\n\n")).isEqualTo("show secret\nfail\n\n");
        assertThat(ask("show payload <<END\na\n\nb\nEND\n")).isEqualTo("a\n\nb\n\n");
    }

    @Test
    void aCommandAboveTheLevelIsDenied() throws IOException {
        open(Level.OPERATOR);
        assertThat(ask("show secret\n")).isEqualTo("Permission denied\n\n");
    }

    @Test
    void theLevelCanBeLoweredButNotRaised() throws IOException {
        open(Level.ADMIN);
        assertThat(ask("show secret;operator;show cli level;show secret;user;show cli level;operator\n"))
                .isEqualTo("42\n\n\noperator\n\nPermission denied\n\n\nuser\n\nPermission denied\n\n");
    }

    @Test
    void helpListsWhatBeginsSoAndIsAllowed() throws IOException {
        open(Level.USER);
        assertThat(ask("help set\n"))
                .isEqualTo("The following commands are valid at this level:\n"
                        + "  set timeout cli <delay>                 : let this connection stay silent for so long\n"
                        + ALWAYS_OFFERED
                        + "\n");
        assertThat(ask("help\n")).contains("  show cli level ").doesNotContain("show secret", "operator ");
    }

    @Test
    void anUnknownCommandIsAnsweredByWhatComesNear() throws IOException {
        open(Level.ADMIN);
        assertThat(ask("show secre\n"))
                .isEqualTo("Unknown command, but maybe one of the following ones is a better match:\n"
                        + "  show secret                             : for the test\n"
                        + ALWAYS_OFFERED
                        + "\n");
        assertThat(ask("\n")).startsWith("Unknown command. Please enter one of the following commands only:\n");
    }

    @Test
    void theTimeoutOfAConversationCanBeSet() throws IOException {
        open(Level.USER);
        assertThat(ask("set timeout\n")).isEqualTo("'set timeout' only supports 'cli'.\n\n");
        assertThat(ask("set timeout cli\n")).isEqualTo("Expects an integer value.\n\n");
        assertThat(ask("set timeout cli 0\n")).isEqualTo("Invalid timeout value.\n\n");
        assertThat(ask("set timeout cli 99999999999999999999\n")).isEqualTo("Invalid timeout value.\n\n");
        assertThat(ask("set timeout cli 1s\n")).isEqualTo("\n");
        try (Cli cli = Cli.to(socket())) {
            assertThat(cli.send("prompt;set timeout cli 50ms\n").readAll()).isEqualTo("\n> \n> ");
        }
    }

    @Test
    void whoStaysSilentIsDisconnected() throws IOException {
        open(Cli.stats(Cli.socket(socket(), Level.USER, null), Duration.ofMillis(50)));
        try (Cli cli = Cli.to(socket())) {
            assertThat(cli.readAll()).isEmpty();
        }
    }

    @Test
    void whoDoesNotReadIsDisconnectedAndHoldsNobodyUp() throws IOException {
        open(Cli.stats(Cli.socket(socket(), Level.USER, null), Duration.ofMillis(200)));
        try (Cli deaf = Cli.to(socket())) {
            deaf.send("show much\n");
            assertThat(ask("show cli level\n")).isEqualTo("user\n\n");
            await().untilAsserted(() -> assertThat(cutShort).isNotNull());
            assertThat(deaf.readAll()).hasSizeLessThan(MANY);
        }
        assertThat(ask("show much\n")).hasSize(MANY + 1);
    }

    @Test
    void aLineLongerThanTheBufferEndsTheConversation() throws IOException {
        open(Level.USER);
        try (Cli cli = Cli.to(socket())) {
            assertThatThrownBy(() ->
                            cli.send("a".repeat(LineReader.BUFFER_SIZE + 1)).readUntil("\n"))
                    .isInstanceOf(IOException.class);
        }
        assertThat(ask("show words " + "a ".repeat(8000) + "\n")).startsWith("a|a|");
    }

    @Test
    void aCommandThatFailsIsNoEndAndNoStackTraceForTheClient(CapturedOutput output) throws IOException {
        open(Level.USER);
        assertThat(ask("fail;show cli level\n")).isEqualTo("Internal error\n\nuser\n\n");
        assertThat(output).contains("'fail'").contains("on purpose");
    }

    @Test
    void theEleventhConversationWaitsForAPlace() throws IOException {
        List<Cli> ten = new ArrayList<>();
        open(Level.USER);
        for (int i = 0; i < 10; i++) {
            Cli cli = Cli.to(socket());
            cli.send("prompt\n").readUntil("> ");
            ten.add(cli);
        }
        try (Cli eleventh = Cli.to(socket())) {
            eleventh.send("show cli level\n");
            ten.removeFirst().close();
            assertThat(eleventh.readAll()).isEqualTo("user\n\n");
        }
        for (Cli cli : ten) {
            cli.close();
        }
    }

    @Test
    void closingEndsConversations() throws IOException {
        open(Level.USER);
        try (Cli cli = Cli.to(socket())) {
            cli.send("prompt\n").readUntil("> ");
            api.close();
            assertThat(cli.readAll()).isEmpty();
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void tcpIsAsGoodAsUnix() throws IOException {
        StatsSocketDefinition tcp = new StatsSocketDefinition(
                "test.socket", new SocketAddress.Tcp("127.0.0.1", 0), Level.OPERATOR, null, null, null);
        open(Cli.stats(tcp, Duration.ofSeconds(10)));
        try (Cli cli = Cli.to(api.addresses().getFirst())) {
            assertThat(cli.send("show cli level;show cli sockets\n").readAll())
                    .isEqualTo("operator\n\n# socket lvl processes\n%s operator all\n\n"
                            .formatted(api.addresses().getFirst().text()));
        }
    }

    @Test
    void hundredsOfMalformedLinesGetAnErrorAndNothingElse(CapturedOutput output) throws IOException {
        Random random = new Random(20261122);
        open(Level.USER);
        for (int i = 0; i < 300; i++) {
            byte[] line = malformed(random);
            try (Cli cli = Cli.to(socket())) {
                String answer = cli.send(line).send("\n").sendNoMore().readAll();
                assertThat(answer)
                        .as("line %d", i)
                        .matches("(?s)(Unknown command|Permission denied|The following|Expects|Invalid|'set).*\n\n")
                        .doesNotContain("Exception", "\tat ");
            }
        }
        assertThat(ask("show cli level\n")).isEqualTo("user\n\n");
        assertThat(output).doesNotContain("Exception");
    }

    /** Random bytes, or words that nearly make a command. */
    private static byte[] malformed(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(200)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        } else {
            String letters = "showecrtlipam tnd0123456789;-!\\/\"'%$\t";
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) letters.charAt(random.nextInt(letters.length()));
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '<') {
                bytes[i] = ';';
            }
        }
        return bytes;
    }

    @Test
    void everyMessageOfHaproxyIsOurs() throws Exception {
        HaproxyProcess.assumeInstalled();
        String[] questions = {
            "show cli level\n",
            "operator;show cli level\n",
            "user;operator\n",
            "user;show fd\n",
            "set timeout\n",
            "set timeout cli\n",
            "set timeout cli abc\n",
            "set timeout cli 5s\n",
            "prompt\nshow cli level\nquit\n",
            "prompt;prompt;show cli level\n",
            "show cli level\\;;show cli level\n",
            "quit\n",
            ";show cli level\n"
        };
        api = RuntimeApi.open(
                Cli.unix(socket(), Level.ADMIN),
                List.of(new TestCommand("show fd", Level.OPERATOR, (arguments, reply) -> {})));
        try (HaproxyProcess haproxy = HaproxyProcess.start(directory, "")) {
            for (String question : questions) {
                assertThat(withoutHelp(ask(question)))
                        .as(question)
                        .isEqualTo(withoutHelp(Cli.ask(haproxy.socket(), question)));
            }
        }
    }

    /** Which commands there are, and what they do, differs. The prompt behind quit nobody sees. */
    private static String withoutHelp(String answer) {
        return answer.replaceAll("(?m)^  .*: .*\n", "").replaceAll("> $", "");
    }
}
