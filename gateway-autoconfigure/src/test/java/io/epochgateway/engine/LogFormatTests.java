package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a frontend captures, and how it puts its lines together: the same requests leave HAProxy's lines. */
class LogFormatTests {

    private static final List<String> ALIASES = List.of(
            "B", "CC", "CS", "H", "HM", "HP", "HPO", "HQ", "HU", "HV", "ID", "ST", "T", "Ta", "Tc", "Td", "Th", "Ti",
            "Tl", "TR", "Tq", "Tr", "Ts", "Tt", "Tu", "Tw", "U", "ac", "b", "bc", "bi", "bp", "bq", "ci", "cp", "f",
            "fc", "fi", "fp", "ft", "hr", "hrl", "hs", "hsl", "lc", "ms", "pid", "r", "rc", "rt", "s", "sc", "si", "sp",
            "sq", "sslc", "sslv", "t", "tr", "trg", "trl", "ts", "tsc");
    /** Their figures differ from run to run. */
    private static final String VARYING = "B|U|T[a-zA-Z]*|ac|fc|bc|sc|cp|fp|bp|sp|ms|pid";

    private static final String HTTPLOG_IN_WORDS = "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc "
            + "%ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r";

    private static final String EXPRESSIONS =
            "va=%[var(txn.h)] %[method] %[var(txn.none)] %[src] %[be_name]/%[srv_name] "
                    + "%[capture.req.hdr(0)] %[capture.req.hdr(1)] %[capture.req.hdr(9)] %[capture.res.hdr(0)] "
                    + "%[capture.req.method] %[capture.req.uri,upper] %[capture.req.ver] %[capture.res.ver] %[fe_name] "
                    + "%[int(5),add(3)] %[bool(1)] %{+Q}[var(txn.h)] %{+Q}[var(txn.none)] %{+X}[int(255)] "
                    + "%{+E}[str('a\\b\"c]')] %[str('a  ](b')]%[status] %[bc_dst] %[str()]%[str(x),length]";

    private static final String NAME = "%[req.hdr(x-a)]-%[src]-%[req.hdr(none)]-%[path]-%[str(a%0d%0ab),url_dec]-%HM";

    private static final List<String> CAPTURES = List.of(
            "request header Host len 6",
            "request header X-A len 20",
            "request header None len 9",
            "response header Server len 12",
            "cookie ASP len 14");

    private static final List<String> REQUESTS = List.of(
            "GET /p?q=1 HTTP/1.1\r\nHost: long.example.com\r\nX-A: one\r\nx-a: \t {w|o}\"#\t\u00e9 ]\\ \r\n"
                    + "Cookie: b=1; ASPSES=xyz\"]\\wwwwwwwwwww; ASP2=3\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX-A:\r\nCookie: ASP=\"q; s\"; x=y\r\nCookie: ASP=7\r\n\r\n",
            "GET /? HTTP/1.1\r\nHost: a\r\nX-A: a,b\r\nCookie: $ASP=1; ASP=; x=y\r\n\r\n",
            "GET http://h.example/p/x?q=1?r HTTP/1.1\r\nHost: h.example\r\nCookie: zASP=1;ASP\r\n\r\n",
            "GET http://h.example HTTP/1.1\r\nHost: h.example\r\nCookie: z=1,  ASP = 4 ; f\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /abc HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc",
            "BAD\r\n\r\n");

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nServer: first\r\nserver: s{x|y}\"#\u0080z]\\\r\n"
            + "Set-Cookie: a=1\r\nSet-Cookie: ASPSESSIONX=abcdef; path=/\r\nContent-Length: 2\r\n\r\nok";

    private final LogLines log = LogLines.listen();
    private final Origin origin = Origin.that(connection -> {
        while (connection.request()) {
            connection.answer(ANSWER);
        }
    });
    private final ConfiguredGateway gateway = ConfiguredGateway.withFront(1).server("back/s0", origin);

    /**
     * What a frontend says.
     *
     * @param lines in HAProxy's words, a keyword and its value each
     */
    record Case(String name, boolean captures, List<String> lines) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, boolean captures, String... lines) {
        return new Case(name, captures, List.of(lines));
    }

    private static String all(String flags) {
        return ALIASES.stream()
                .map(alias -> alias + "=<%" + flags + alias + ">")
                .collect(Collectors.joining(" ", "log-format ", ""));
    }

    static Stream<Case> lines() {
        return Stream.of(
                of("httplog", true, "option httplog"),
                of("httplog without captures", false, "option httplog"),
                of("httplog in words", true, "log-format " + HTTPLOG_IN_WORDS),
                of("httplog in words without captures", false, "log-format " + HTTPLOG_IN_WORDS),
                of("httplog clf", true, "option httplog clf"),
                of("httplog clf without captures", false, "option httplog clf"),
                of("httpslog", true, "option httpslog"),
                of("logasap", true, "option logasap", all("")),
                of("all aliases", true, all("")),
                of("all aliases without captures", false, all("")),
                of("quoted", true, all("{+Q}")),
                of("quoted without captures", false, all("{+Q}")),
                of("hexadecimal", true, all("{+X}")),
                of("escaped", true, all("{+E}")),
                of("quoted and escaped", true, all("{+Q,+E}")),
                of("general flags", true, "log-format %{+Q}o %b %{-Q}b %s [%{+X}o%fi:%ST %b]  x%{-Q,-X}o %s"),
                of("blanks", true, "log-format   a   %b   %hr %HQ %HQ %hs  %% 100%%%ST"),
                of("error-log-format", true, "option httplog", "error-log-format ERR %ci %ts %ST %r"),
                of(
                        "expressions",
                        true,
                        "http-request set-var(txn.h) req.hdr(host)",
                        "http-request deny if { path /abc }",
                        "log-format " + EXPRESSIONS),
                of(
                        "expressions in a name",
                        true,
                        "unique-id-format " + NAME,
                        "log-format %ID %{+Q}ID %[unique-id,upper]"),
                of(
                        "expressions of errors",
                        true,
                        "option httplog",
                        "error-log-format %[src] %[method] %[fe_name] %[int(7)]"),
                of(
                        "captures by rules",
                        true,
                        "option httplog",
                        "declare capture request len 6",
                        "declare capture response len 3",
                        "tcp-request content capture src len 20",
                        "http-request capture req.hdr(x-a) len 4",
                        "http-request capture path id 3",
                        "http-request capture req.hdr(none) len 5 if { path / }",
                        "http-request deny if { path /abc }",
                        "http-request capture int(1234567) len 3",
                        "http-request capture capture.req.hdr(0),length id 0"),
                of("unique id", true, "unique-id-format %{+X}o %fi-%rt-%HM", "log-format %ID %{+Q}ID %rt"));
    }

    @BeforeEach
    void haproxyIsInstalled() {
        HaproxyProcess.assumeInstalled();
    }

    @AfterEach
    void stop() {
        gateway.close();
        log.close();
        origin.close();
    }

    @ParameterizedTest
    @MethodSource
    void lines(Case said, @TempDir Path directory) throws Exception {
        assertThat(ofTheGateway(said)).containsExactlyElementsOf(ofHaproxy(said, directory));
    }

    private List<String> ofHaproxy(Case said, Path directory) throws Exception {
        List<String> front = new ArrayList<>();
        if (said.captures()) {
            CAPTURES.forEach(capture -> front.add("capture " + capture));
        }
        for (String line : said.lines()) {
            int blank = line.indexOf(' ');
            String value = line.substring(blank + 1);
            front.add(isListed(line) ? line : line.substring(0, blank) + " \"" + escaped(value) + '"');
        }
        try (HaproxyLog haproxy = HaproxyLog.start(directory, front, origin)) {
            ask(haproxy.address());
            return comparable(haproxy.await(REQUESTS.size()));
        }
    }

    private static boolean isListed(String line) {
        return line.startsWith("option")
                || line.startsWith("http-request")
                || line.startsWith("tcp-request")
                || line.startsWith("declare");
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private List<String> ofTheGateway(Case said) throws Exception {
        said.lines().forEach(this::say);
        if (said.captures()) {
            CAPTURES.forEach(capture -> gateway.add("frontend.front.capture", capture));
        }
        ask(gateway.start().address());
        return comparable(log.await(REQUESTS.size()));
    }

    private void say(String line) {
        if (isListed(line)) {
            gateway.addLine("frontend.front", line);
        } else {
            int blank = line.indexOf(' ');
            gateway.set("frontend.front." + line.substring(0, blank), line.substring(blank + 1));
        }
    }

    private static void ask(InetSocketAddress proxy) throws IOException {
        for (String request : REQUESTS) {
            try (RawClient client = RawClient.to(proxy)) {
                client.send(request);
                client.reply();
            }
        }
    }

    /** The lines without what differs from run to run. */
    private static List<String> comparable(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("127\\.0\\.0\\.1:\\d+ \\[", "client [")
                        .replaceAll("\\d\\d/[A-Z][a-z]{2}/\\d{4}(:\\d\\d){3}(\\.\\d{3})?", "date")
                        .replaceAll("\\b(" + VARYING + ")=<(\\+?)[0-9A-F]+>", "$1=<$2n>")
                        .replaceAll("(?<= )(-?\\d+)(/-?\\d+){4}(?= \\d{3} )", "timers")
                        .replaceAll("(?<= timers )(\\d{3}) \\d+ ", "$1 bytes ")
                        .replaceAll("(?<=[PCS-][RCHD-].. )(\\d+/){4}", "connections/")
                        .replaceAll("(?<=\" )(\\d{3}) \\d+ (\"\" \"\") \\d+ \\d+", "$1 bytes $2 port millis")
                        .replaceAll("(?<=\" )(-?\\d+ ){5}(?=[-A-Z]{4} )", "timers ")
                        .replaceAll("(?<=timers [-A-Z]{4} )(\\d+ ){4}", "connections ")
                        .stripTrailing())
                .toList();
    }

    @Test
    void aRequestsNameIsToldToTheServer() throws IOException {
        gateway.set("frontend.front.unique-id-format", "%{+X}o\\ %ci:%cp_%fi:%fp_%Ts_%rt:%pid");
        gateway.set("frontend.front.unique-id-header", "X-Unique-ID");
        gateway.set("frontend.front.log-format", "%ID");
        try (RawClient client = gateway.start().client()) {
            client.get("/1");
            client.get("/2");

            List<String> lines = log.await(2);
            assertThat(lines)
                    .doesNotHaveDuplicates()
                    .allMatch(line ->
                            line.matches("7F000001:[0-9A-F]{4}_7F000001:[0-9A-F]{4}_[0-9A-F]{8}_000[01]:[0-9A-F]{4,}"));
            assertThat(origin.requests())
                    .extracting(request -> request.field("X-Unique-ID"))
                    .containsExactlyElementsOf(lines);
        }
    }

    @Test
    void expressionsLookAtMessagesUntilTheLineIsWrittenAndNotAtTheNextOne() throws Exception {
        gateway.set("frontend.front.monitor-uri", "/alive");
        gateway.set(
                "frontend.front.log-format",
                "%[req.hdr(x-a),upper] %[path] %[res.hdr(x-b)] %[status] %[res.hdr_cnt(server)]");
        try (RawClient client = gateway.start().client()) {
            client.send("GET /1?q HTTP/1.1\r\nHost: a\r\nX-A: one\r\n\r\n");
            client.reply();
            client.send("GET /alive HTTP/1.1\r\nHost: a\r\nX-A: secret\r\n\r\n");
            client.reply();
            client.send("POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n2BAD\r\n\r\n");
            client.reply();
            client.reply();

            assertThat(log.await(3)).containsExactly("ONE /1 - 200 2", "- /2 - 200 2", "- - - - -");
        }
    }

    @Test
    void aNameThatIsPartOfItselfIsEmptyThere() throws Exception {
        gateway.set("frontend.front.unique-id-format", "<%[unique-id]%ID>");
        gateway.set("frontend.front.log-format", "%ID");
        try (RawClient client = gateway.start().client()) {
            client.get("/");

            assertThat(log.awaitOne()).isEqualTo("<>");
        }
    }

    @Test
    void aConnectionOfModeTcpIsCapturedByRules() throws Exception {
        gateway.set("defaults.mode", "tcp");
        gateway.add("frontend.front.tcp-request", "inspect-delay 10s");
        gateway.add("frontend.front.tcp-request", "content capture req.payload(0,3) len 2 if { req.len ge 3 }");
        gateway.set("frontend.front.log-format", "%hr %[capture.req.hdr(0)]");
        try (RawClient client = gateway.start().client()) {
            client.get("/");
        }
        assertThat(log.awaitOne()).isEqualTo("{GE} GE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "capture path                > lacks a sample, 'len' and a length",
                "capture path len 0          > '0' is no number from 1 to 8192",
                "capture path len 9000       > '9000' is no number from 1 to 8192",
                "capture path id 1           > there is no place 1",
                "capture path size 5         > 'size' is no place",
                "capture res.hdr(a) len 5    > is never known in http-request",
                "capture nothing len 5       > 'nothing' is no sample fetch"
            })
    void aCaptureThatHasNoPlaceIsRefused(String rule, String reason) {
        gateway.set("frontend.front.declare", "capture request len 3");
        gateway.add("frontend.front.http-request", rule);

        assertThatThrownBy(gateway::start)
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("gateway.frontend.front.http-request[0]")
                .hasMessageContaining(reason);
    }

    @Test
    void timersOfALaterRequestBeginAtTheEndOfTheOneBefore() throws Exception {
        gateway.set("frontend.front.log-format", "%Ti %TR %Tq %Ta %Tt %Tu %Td");
        try (RawClient client = gateway.start().client()) {
            client.get("/1");
            Thread.sleep(60);
            client.get("/2");

            String[] timers = log.await(2).get(1).split(" ");
            assertThat(Integer.parseInt(timers[0])).isGreaterThanOrEqualTo(55);
            assertThat(Integer.parseInt(timers[2])).isGreaterThanOrEqualTo(Integer.parseInt(timers[0]));
            assertThat(Integer.parseInt(timers[4])).isGreaterThanOrEqualTo(Integer.parseInt(timers[0]));
            assertThat(Integer.parseInt(timers[3])).isLessThan(Integer.parseInt(timers[4]));
        }
    }
}
