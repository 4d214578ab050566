package io.epochgateway.engine;

import static io.epochgateway.engine.CheckedServer.answering;
import static io.epochgateway.engine.CheckedServer.that;

/** Checks that connect, and those of {@code option tcp-check}, beside HAProxy's. */
class HaproxyTcpCheckTests extends CheckComparison {

    private static final String TCP = "option tcp-check";

    HaproxyTcpCheckTests() {
        connecting();
        tcpSending();
        tcpExpecting();
        tlsThatIsNone();
    }

    private void connecting() {
        when("up", that().stays());
        when("down", null);
        when("tcpEmpty", that().stays(), TCP);
        when("tcpDown", null, TCP);
        when("tcpConnectDown", null, TCP, "tcp-check connect", "tcp-check expect string a");
        when("tcpConnectPort", null, TCP, "tcp-check connect port 1", "tcp-check expect string a");
        when("tcpConnectComment", null, TCP, "tcp-check connect port 1 comment \"my c\"");
        when("tcpConnectAddr", that().stays(), TCP, "tcp-check connect addr 127.0.0.2:1");
        when("tcpConnectOnly", that().stays(), TCP, "tcp-check connect");
        when(
                "tcpConnectTwice",
                that().reads().stays(),
                TCP,
                "tcp-check connect",
                "tcp-check send a",
                "tcp-check connect port 1");
        when("checkPort", that().stays(), "server port 1");
        when("checkAddr", that().stays(), "server addr 127.0.0.3 port 1");
        when("sendProxy", that().reads().stays(), "server check-send-proxy");
        when("sendProxyAsTraffic", that().reads().stays(), "server send-proxy");
        when("sendProxyElsewhere", that().stays(), "server send-proxy port 1");
        when("sendProxyV2", that().reads().stays(), "server send-proxy-v2");
        when("sendProxyStep", that().reads().reads().stays(), TCP, "tcp-check connect send-proxy", "tcp-check send a");
        when("timeoutCheck", that().stays(), TCP, "timeout check 500", "tcp-check expect string a");
        when(
                "timeoutCheckWaits",
                that().says("b").reads().stays(),
                TCP,
                "timeout check 900",
                "tcp-check expect string a");
    }

    private void tcpSending() {
        when("send", that().reads().stays(), TCP, "tcp-check send abc\\r\\n");
        when(
                "sendLf",
                that().reads().stays(),
                TCP,
                "tcp-check send-lf \"%[srv_name] %[be_name] %b %s %[srv_id] %%\\r\\n\"");
        when("sendBinary", that().reads().stays(), TCP, "tcp-check send-binary 50494e470d0a");
        when("sendBinaryLf", that().reads().stays(), TCP, "tcp-check send-binary-lf \"5049%[str(a),hex]\"");
        when(
                "setVar",
                that().reads().stays(),
                TCP,
                "tcp-check set-var(check.port) int(1234)",
                "tcp-check send-lf \"port %[var(check.port)]\"");
        when(
                "unsetVar",
                that().reads().stays(),
                TCP,
                "tcp-check set-var(check.a) int(1)",
                "tcp-check unset-var(check.a)",
                "tcp-check send-lf \"a%[var(check.a)]b\"");
        when(
                "converters",
                that().reads().stays(),
                TCP,
                "tcp-check send-lf \"%[str(a b),upper]-%[int(5)]-%[str(abc),length]-%[str(abc),bytes(1,1)]-%[str(abc),base64]-%[str(  ab),ltrim(' ')]\"");
        when(
                "sendNothing",
                that().reads().stays(),
                TCP,
                "tcp-check send-lf \"%[var(check.none)]\"",
                "tcp-check expect string a");
    }

    private void tcpExpecting() {
        when("expectFound", that().says("say hello").stays(), TCP, "tcp-check expect string hello");
        when("expectWaits", that().says("goodbye world").stays(), TCP, "tcp-check expect string hello");
        when("expectClosed", that().says("goodbye world"), TCP, "tcp-check expect string hello");
        when("expectShort", that().says("go"), TCP, "tcp-check expect string hello");
        when("expectEmpty", that(), TCP, "tcp-check expect string hello");
        when("expectEmptyComment", that(), TCP, "tcp-check expect string hello comment x");
        when("expectResetLater", that().reads().resets(), TCP, "tcp-check send x", "tcp-check expect string hello");
        when("expectSilence", that().stays(), TCP, "tcp-check expect string hello");
        when(
                "expectCommentLine",
                that().says("goodbye"),
                TCP,
                "tcp-check comment \"look for it\"",
                "tcp-check expect string hello");
        when(
                "expectOwnComment",
                that().says("goodbye"),
                TCP,
                "tcp-check comment \"look for it\"",
                "tcp-check expect string hello comment own");
        when("expectCommentWait", that().says("goodbye").stays(), TCP, "tcp-check expect comment own string hello");
        when(
                "expectCommentLineWait",
                that().says("goodbye").stays(),
                TCP,
                "tcp-check comment abc",
                "tcp-check expect string hello");
        when("expectRegex", that().says("goodbye"), TCP, "tcp-check expect rstring ^h");
        when("expectRegexWait", that().says("goodbye").stays(), TCP, "tcp-check expect rstring ^h");
        when("expectRegexCase", that().says("hello"), TCP, "tcp-check expect rstring HELLO");
        when("expectRegexZero", that().says("a\0b"), TCP, "tcp-check expect rstring b$");
        when("expectNot", that().says("goodbye").stays(), TCP, "tcp-check expect ! string bye");
        when("expectNotWait", that().says("hello").stays(), TCP, "tcp-check expect ! string bye");
        when("expectNotClosed", that().says("hello"), TCP, "tcp-check expect !string bye");
        when("expectNotMinRecv", that().says("hello").stays(), TCP, "tcp-check expect min-recv 3 ! string bye");
        when("expectNotRegex", that().says("goodbye").stays(), TCP, "tcp-check expect ! rstring bye$");
        when("minRecv", that().says("abc").stays(), TCP, "tcp-check expect min-recv 10 string ab");
        when("minRecvShort", that().says("ab").stays(), TCP, "tcp-check expect min-recv 2 string abcd");
        when("minRecvNone", that().says("ab").stays(), TCP, "tcp-check expect min-recv 0 rstring abcd");
        when("binary", that().says("goodbye"), TCP, "tcp-check expect binary 68656c");
        when("binaryFound", that().says("hello"), TCP, "tcp-check expect binary 68656c");
        when("binaryWait", that().says("goodbye").stays(), TCP, "tcp-check expect binary 68656c");
        when("binaryRegex", that().says("goodbye"), TCP, "tcp-check expect rbinary ^6865");
        when("binaryRegexFound", that().says("hello"), TCP, "tcp-check expect rbinary ^6865.C");
        when("binaryRegexWait", that().says("goodbye").stays(), TCP, "tcp-check expect rbinary ^6865");
        when("formatted", that().says("goodbye"), TCP, "tcp-check expect string-lf \"%[srv_name]x\"");
        when("formattedFound", that().says("s1x"), TCP, "tcp-check expect string-lf \"%[srv_name]x\"");
        when("formattedWait", that().says("goodbye").stays(), TCP, "tcp-check expect string-lf \"%[srv_name]x\"");
        when("formattedEmpty", that().says("ab").stays(), TCP, "tcp-check expect string-lf \"%[var(check.none)]\"");
        when("formattedBinary", that().says("goodbye"), TCP, "tcp-check expect binary-lf \"%[str(he),hex]\"");
        when("formattedBinaryFound", that().says("hello"), TCP, "tcp-check expect binary-lf \"%[str(he),hex]\"");
        when(
                "onError",
                that().says("goodbye"),
                TCP,
                "tcp-check expect string a error-status L7STS on-error \"oh %[res.payload(0,3)] no\"");
        when(
                "onSuccess",
                that().says("goodbye"),
                TCP,
                "tcp-check expect string b ok-status L7OKC on-success \"oh %[res.payload(0,3)] yes\"");
        when("timeoutStatus", that().says("goodby").stays(), TCP, "tcp-check expect string a tout-status L6TOUT");
        when("statusCode", that().says("421 bye"), TCP, "tcp-check expect string 4 status-code \"res.payload(0,3)\"");
        when(
                "statusCodeBad",
                that().says("421 bye"),
                TCP,
                "tcp-check expect string a error-status L7STS status-code \"res.payload(0,3)\"");
        when(
                "expectThenSend",
                that().says("421 bye").reads().stays(),
                TCP,
                "tcp-check expect string 4",
                "tcp-check send QUIT");
        when(
                "expectTwice",
                that().says("421 bye").stays(),
                TCP,
                "tcp-check expect string 4",
                "tcp-check expect string bye");
        when(
                "expectAnew",
                that().says("421 bye").reads().stays(),
                TCP,
                "tcp-check expect string 4",
                "tcp-check send x",
                "tcp-check expect string bye");
        when("full", that().says("a".repeat(20000)).stays(), TCP, "tcp-check expect string zz");
        when(
                "unprintable",
                that().says("a\1\r\n\u00c3\u00a9 \"x").stays(),
                TCP,
                "tcp-check expect min-recv 1 rstring b$ on-error \"%[res.payload(0,0)]\"");
    }

    private void tlsThatIsNone() {
        String tls = "server check-ssl verify none";
        when("tlsDown", null, tls);
        when("tlsNonsense", answering("HTTP/1.1 400 Bad Request\r\n\r\n"), tls);
        when("tlsClosed", that().reads(), tls);
        when("tlsAlert", answering("\25\3\3\0\2\2\50"), tls);
        when("tlsSilence", that().stays(), tls);
        when(
                "tlsStepNonsense",
                answering("HTTP/1.1 400 Bad\r\n\r\n"),
                TCP,
                "tcp-check connect ssl",
                "server verify none");
        when("tlsStepSilence", that().stays(), TCP, "tcp-check connect ssl", "server verify none");
    }
}
