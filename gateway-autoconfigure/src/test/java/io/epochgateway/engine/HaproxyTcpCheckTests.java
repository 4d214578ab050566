package io.epochgateway.engine;

import static io.epochgateway.engine.CheckedServer.answering;
import static io.epochgateway.engine.CheckedServer.that;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that connect, and those of {@code option tcp-check}, beside HAProxy's. */
class HaproxyTcpCheckTests {

    private static final String TCP = "option tcp-check";
    private static final CheckComparison CHECKS = new CheckComparison();

    static {
        connecting();
        tcpSending();
        tcpExpecting();
        tlsThatIsNone();
    }

    private static void connecting() {
        CHECKS.when("up", that().stays());
        CHECKS.when("down", null);
        CHECKS.when("tcpEmpty", that().stays(), TCP);
        CHECKS.when("tcpDown", null, TCP);
        CHECKS.when("tcpConnectDown", null, TCP, "tcp-check connect", "tcp-check expect string a");
        CHECKS.when("tcpConnectPort", null, TCP, "tcp-check connect port 1", "tcp-check expect string a");
        CHECKS.when("tcpConnectComment", null, TCP, "tcp-check connect port 1 comment \"my c\"");
        CHECKS.when("tcpConnectAddr", that().stays(), TCP, "tcp-check connect addr 127.0.0.2:1");
        CHECKS.when("tcpConnectOnly", that().stays(), TCP, "tcp-check connect");
        CHECKS.when(
                "tcpConnectTwice",
                that().reads().stays(),
                TCP,
                "tcp-check connect",
                "tcp-check send a",
                "tcp-check connect port 1");
        CHECKS.when("checkPort", that().stays(), "server port 1");
        CHECKS.when("checkAddr", that().stays(), "server addr 127.0.0.3 port 1");
        CHECKS.when("sendProxy", that().reads().stays(), "server check-send-proxy");
        CHECKS.when("sendProxyAsTraffic", that().reads().stays(), "server send-proxy");
        CHECKS.when("sendProxyElsewhere", that().stays(), "server send-proxy port 1");
        CHECKS.when("sendProxyV2", that().reads().stays(), "server send-proxy-v2");
        CHECKS.when(
                "sendProxyStep",
                that().reads().reads().stays(),
                TCP,
                "tcp-check connect send-proxy",
                "tcp-check send a");
        CHECKS.when("timeoutCheck", that().stays(), TCP, "timeout check 500", "tcp-check expect string a");
        CHECKS.when(
                "timeoutCheckWaits",
                that().says("b").reads().stays(),
                TCP,
                "timeout check 900",
                "tcp-check expect string a");
    }

    private static void tcpSending() {
        CHECKS.when("send", that().reads().stays(), TCP, "tcp-check send abc\\r\\n");
        CHECKS.when(
                "sendLf",
                that().reads().stays(),
                TCP,
                "tcp-check send-lf \"%[srv_name] %[be_name] %b %s %[srv_id] %%\\r\\n\"");
        CHECKS.when("sendBinary", that().reads().stays(), TCP, "tcp-check send-binary 50494e470d0a");
        CHECKS.when("sendBinaryLf", that().reads().stays(), TCP, "tcp-check send-binary-lf \"5049%[str(a),hex]\"");
        CHECKS.when(
                "setVar",
                that().reads().stays(),
                TCP,
                "tcp-check set-var(check.port) int(1234)",
                "tcp-check send-lf \"port %[var(check.port)]\"");
        CHECKS.when(
                "unsetVar",
                that().reads().stays(),
                TCP,
                "tcp-check set-var(check.a) int(1)",
                "tcp-check unset-var(check.a)",
                "tcp-check send-lf \"a%[var(check.a)]b\"");
        CHECKS.when(
                "converters",
                that().reads().stays(),
                TCP,
                "tcp-check send-lf \"%[str(a b),upper]-%[int(5)]-%[str(abc),length]-%[str(abc),bytes(1,1)]-%[str(abc),base64]-%[str(  ab),ltrim(' ')]\"");
        CHECKS.when(
                "sendNothing",
                that().reads().stays(),
                TCP,
                "tcp-check send-lf \"%[var(check.none)]\"",
                "tcp-check expect string a");
    }

    private static void tcpExpecting() {
        CHECKS.when("expectFound", that().says("say hello").stays(), TCP, "tcp-check expect string hello");
        CHECKS.when("expectWaits", that().says("goodbye world").stays(), TCP, "tcp-check expect string hello");
        CHECKS.when("expectClosed", that().says("goodbye world"), TCP, "tcp-check expect string hello");
        CHECKS.when("expectShort", that().says("go"), TCP, "tcp-check expect string hello");
        CHECKS.when("expectEmpty", that(), TCP, "tcp-check expect string hello");
        CHECKS.when("expectEmptyComment", that(), TCP, "tcp-check expect string hello comment x");
        CHECKS.when(
                "expectResetLater", that().reads().resets(), TCP, "tcp-check send x", "tcp-check expect string hello");
        CHECKS.when("expectSilence", that().stays(), TCP, "tcp-check expect string hello");
        CHECKS.when(
                "expectCommentLine",
                that().says("goodbye"),
                TCP,
                "tcp-check comment \"look for it\"",
                "tcp-check expect string hello");
        CHECKS.when(
                "expectOwnComment",
                that().says("goodbye"),
                TCP,
                "tcp-check comment \"look for it\"",
                "tcp-check expect string hello comment own");
        CHECKS.when(
                "expectCommentWait", that().says("goodbye").stays(), TCP, "tcp-check expect comment own string hello");
        CHECKS.when(
                "expectCommentLineWait",
                that().says("goodbye").stays(),
                TCP,
                "tcp-check comment abc",
                "tcp-check expect string hello");
        CHECKS.when("expectRegex", that().says("goodbye"), TCP, "tcp-check expect rstring ^h");
        CHECKS.when("expectRegexWait", that().says("goodbye").stays(), TCP, "tcp-check expect rstring ^h");
        CHECKS.when("expectRegexCase", that().says("hello"), TCP, "tcp-check expect rstring HELLO");
        CHECKS.when("expectRegexZero", that().says("a\0b"), TCP, "tcp-check expect rstring b$");
        CHECKS.when("expectNot", that().says("goodbye").stays(), TCP, "tcp-check expect ! string bye");
        CHECKS.when("expectNotWait", that().says("hello").stays(), TCP, "tcp-check expect ! string bye");
        CHECKS.when("expectNotClosed", that().says("hello"), TCP, "tcp-check expect !string bye");
        CHECKS.when("expectNotMinRecv", that().says("hello").stays(), TCP, "tcp-check expect min-recv 3 ! string bye");
        CHECKS.when("expectNotRegex", that().says("goodbye").stays(), TCP, "tcp-check expect ! rstring bye$");
        CHECKS.when("minRecv", that().says("abc").stays(), TCP, "tcp-check expect min-recv 10 string ab");
        CHECKS.when("minRecvShort", that().says("ab").stays(), TCP, "tcp-check expect min-recv 2 string abcd");
        CHECKS.when("minRecvNone", that().says("ab").stays(), TCP, "tcp-check expect min-recv 0 rstring abcd");
        CHECKS.when("binary", that().says("goodbye"), TCP, "tcp-check expect binary 68656c");
        CHECKS.when("binaryFound", that().says("hello"), TCP, "tcp-check expect binary 68656c");
        CHECKS.when("binaryWait", that().says("goodbye").stays(), TCP, "tcp-check expect binary 68656c");
        CHECKS.when("binaryRegex", that().says("goodbye"), TCP, "tcp-check expect rbinary ^6865");
        CHECKS.when("binaryRegexFound", that().says("hello"), TCP, "tcp-check expect rbinary ^6865.C");
        CHECKS.when("binaryRegexWait", that().says("goodbye").stays(), TCP, "tcp-check expect rbinary ^6865");
        CHECKS.when("formatted", that().says("goodbye"), TCP, "tcp-check expect string-lf \"%[srv_name]x\"");
        CHECKS.when("formattedFound", that().says("s1x"), TCP, "tcp-check expect string-lf \"%[srv_name]x\"");
        CHECKS.when(
                "formattedWait", that().says("goodbye").stays(), TCP, "tcp-check expect string-lf \"%[srv_name]x\"");
        CHECKS.when(
                "formattedEmpty", that().says("ab").stays(), TCP, "tcp-check expect string-lf \"%[var(check.none)]\"");
        CHECKS.when("formattedBinary", that().says("goodbye"), TCP, "tcp-check expect binary-lf \"%[str(he),hex]\"");
        CHECKS.when("formattedBinaryFound", that().says("hello"), TCP, "tcp-check expect binary-lf \"%[str(he),hex]\"");
        CHECKS.when(
                "onError",
                that().says("goodbye"),
                TCP,
                "tcp-check expect string a error-status L7STS on-error \"oh %[res.payload(0,3)] no\"");
        CHECKS.when(
                "onSuccess",
                that().says("goodbye"),
                TCP,
                "tcp-check expect string b ok-status L7OKC on-success \"oh %[res.payload(0,3)] yes\"");
        CHECKS.when(
                "timeoutStatus", that().says("goodby").stays(), TCP, "tcp-check expect string a tout-status L6TOUT");
        CHECKS.when(
                "statusCode",
                that().says("421 bye"),
                TCP,
                "tcp-check expect string 4 status-code \"res.payload(0,3)\"");
        CHECKS.when(
                "statusCodeBad",
                that().says("421 bye"),
                TCP,
                "tcp-check expect string a error-status L7STS status-code \"res.payload(0,3)\"");
        CHECKS.when(
                "expectThenSend",
                that().says("421 bye").reads().stays(),
                TCP,
                "tcp-check expect string 4",
                "tcp-check send QUIT");
        CHECKS.when(
                "expectTwice",
                that().says("421 bye").stays(),
                TCP,
                "tcp-check expect string 4",
                "tcp-check expect string bye");
        CHECKS.when(
                "expectAnew",
                that().says("421 bye").reads().stays(),
                TCP,
                "tcp-check expect string 4",
                "tcp-check send x",
                "tcp-check expect string bye");
        CHECKS.when("full", that().says("a".repeat(20000)).stays(), TCP, "tcp-check expect string zz");
        CHECKS.when(
                "unprintable",
                that().says("a\1\r\n\u00c3\u00a9 \"x").stays(),
                TCP,
                "tcp-check expect min-recv 1 rstring b$ on-error \"%[res.payload(0,0)]\"");
    }

    private static void tlsThatIsNone() {
        String tls = "server check-ssl verify none";
        CHECKS.when("tlsDown", null, tls);
        CHECKS.when("tlsNonsense", answering("HTTP/1.1 400 Bad Request\r\n\r\n"), tls);
        CHECKS.when("tlsClosed", that().reads(), tls);
        CHECKS.when("tlsAlert", answering("\25\3\3\0\2\2\50"), tls);
        CHECKS.when("tlsSilence", that().stays(), tls);
        CHECKS.when(
                "tlsStepNonsense",
                answering("HTTP/1.1 400 Bad\r\n\r\n"),
                TCP,
                "tcp-check connect ssl",
                "server verify none");
        CHECKS.when("tlsStepSilence", that().stays(), TCP, "tcp-check connect ssl", "server verify none");
    }

    static Collection<String> checks() {
        return CHECKS.names();
    }

    @BeforeAll
    static void letBothCheck(@TempDir Path directory) throws IOException {
        CHECKS.run(directory);
    }

    @AfterAll
    static void close() {
        CHECKS.close();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckDoesWhatHaproxysDoes(String name) {
        CHECKS.compare(name);
    }
}
