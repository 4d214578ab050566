package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.net.BindFailedException;
import io.epochgateway.runtimeapi.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RuntimeApiLifecycleTests {

    private static final Pattern EXAMPLE =
            Pattern.compile("\\$ echo \"([^\"]+)\" \\| socat - /run/gateway\\.sock\n(\\S+)");

    @TempDir
    private Path directory;

    @Test
    void theSocketIsThereAsLongAsTheGateway(CapturedOutput output) throws IOException {
        Path socket = directory.resolve("s");
        try (ConfigurableApplicationContext context =
                start("--gateway.global.stats.socket=" + socket + " level admin")) {
            assertThat(Cli.ask(socket, "show cli level\n")).isEqualTo("admin\n\n");
            assertThat(context.getBean(GatewayLifecycle.class).runtimeApi()).isNotNull();
        }
        assertThat(directory).isEmptyDirectory();
        assertThat(output).contains("The Runtime API listens on [unix@" + socket + "]");
    }

    @Test
    void aSocketThatCannotBeOpenedEndsTheStartAndNothingListens(CapturedOutput output) throws IOException {
        Path taken = Files.writeString(directory.resolve("s"), "no socket");
        assertThatThrownBy(() -> start("--gateway.global.stats.socket=" + taken))
                .hasStackTraceContaining(BindFailedException.class.getName());
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("gateway.global.stats.socket: cannot listen on unix@" + taken)
                .contains("there is a file that is no socket");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("gateway"));
    }

    @Test
    void theExamplesOfTheManualAreAnswered() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../doc/management.md")));
        Path socket = directory.resolve("s");
        int count = 0;
        try (ConfigurableApplicationContext context =
                start("--gateway.global.stats.socket=" + socket + " level admin")) {
            assertThat(context.isRunning()).isTrue();
            for (; examples.find(); count++) {
                assertThat(Cli.ask(socket, examples.group(1) + "\n"))
                        .as(examples.group(1))
                        .startsWith(examples.group(2));
            }
        }
        assertThat(count).isGreaterThan(4);
    }

    @Test
    void theManualNamesEveryCommand() throws IOException {
        String manual = Files.readString(Path.of("../doc/management.md"));
        Path socket = directory.resolve("s");
        try (ConfigurableApplicationContext context =
                start("--gateway.global.stats.socket=" + socket + " level admin")) {
            assertThat(context.isRunning()).isTrue();
            List<String> commands = Cli.ask(socket, "help\n")
                    .lines()
                    .filter(line -> line.startsWith("  "))
                    .map(line -> line.substring(2, line.indexOf(": ")).strip())
                    .toList();
            assertThat(commands)
                    .hasSizeGreaterThan(12)
                    .allSatisfy(command -> assertThat(manual).contains("| `" + command.replace("|", "\\|") + "` |"));
        }
    }

    private static ConfigurableApplicationContext start(String... more) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        List<String> arguments = new ArrayList<>(List.of(
                "--gateway.global.nbthread=1",
                "--gateway.listen.p2.bind=127.0.0.1:0",
                "--gateway.listen.p2.server.s1=127.0.0.1:1"));
        arguments.addAll(List.of(more));
        return application.run(arguments.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
