package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With the same configuration and the same server, a check sends what HAProxy's sends, finds what it finds, and says it in
 * the same words.
 */
class HaproxyCheckTests {

    private static final String OK =
            "HTTP/1.1 200 Fine\r\nContent-Length: 5\r\nX-A: one, two\r\nX-A: three\r\n\r\nhello";
    private static final String TCP = "option tcp-check";
    private static final String HTTP = "option httpchk";

    /** What one of the two did. */
    record Seen(String sentence, String got) {}

    private static final Map<String, List<String>> CASES = new LinkedHashMap<>();
    private static final Map<String, @Nullable CheckedServer> SERVERS = new LinkedHashMap<>();
    private static final Map<String, Seen> THEIRS = new HashMap<>();
    private static final Map<String, Seen> OURS = new HashMap<>();

    @TempDir
    static Path directory;

    private static void when(String name, @Nullable CheckedServer server, String... lines) {
        CASES.put(name, List.of(lines));
        SERVERS.put(name, server);
    }

    private static CheckedServer that() {
        return CheckedServer.that();
    }

    private static CheckedServer answering(String text) {
        return that().reads().says(text);
    }

    private static void connecting() {
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

    private static void tcpSending() {
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

    private static void tcpExpecting() {
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

    private static void http() {
        when("http", answering(OK).stays(), HTTP);
        when("http500", answering("HTTP/1.1 500 Bad Thing\r\nContent-Length: 0\r\n\r\n"), HTTP);
        when("httpNoReason", answering("HTTP/1.1 500\r\nContent-Length: 0\r\n\r\n"), HTTP);
        when("httpDown", null, HTTP);
        when("httpEmpty", that().reads(), HTTP);
        when("httpReset", that().reads().resets(), HTTP);
        when("httpSilence", that().reads().stays(), HTTP);
        when("httpNonsense", answering("garbage\r\n\r\n"), HTTP);
        when("httpHalf", answering("HTTP/1.1 200 OK\r\nCont"), HTTP);
        when("http100", answering("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\n\r\n"), HTTP);
        when("httpLength", answering("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), HTTP);
        when("httpBig", answering("HTTP/1.1 200 OK\r\nX: " + "a".repeat(20000) + "\r\n\r\n"), HTTP);
        when("httpVersion", answering(OK).stays(), "option httpchk GET /a HTTP/1.1");
        when(
                "httpSend",
                answering(OK).stays(),
                HTTP,
                "http-check send meth PUT uri /x?y ver HTTP/1.1 hdr Host a.b hdr X-Foo \"%[srv_name] b\" body \"some body\"");
        when(
                "httpSend10",
                answering(OK).stays(),
                HTTP,
                "http-check send meth PUT uri /x?y hdr X-Foo \"%[srv_name] b\" body \"some body\"");
        when(
                "httpSendLf",
                answering(OK).stays(),
                HTTP,
                "http-check send meth POST uri-lf \"/x/%[srv_name]\" ver HTTP/1.1 body-lf \"b=%[be_name]\"");
        when(
                "httpSendFraming",
                answering(OK).stays(),
                HTTP,
                "http-check send hdr Connection keep-alive hdr Content-Length 7 hdr User-Agent x ver HTTP/1.1");
        when(
                "httpVar",
                answering(OK).stays(),
                HTTP,
                "http-check set-var(check.a) str(q)",
                "http-check send uri-lf /%[var(check.a)]",
                "http-check expect status 200");
        when("http404", answering("HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"), HTTP, "http-check disable-on-404");
        when(
                "http404Wanted",
                answering("HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check disable-on-404",
                "http-check expect status 404");
        when(
                "httpStatuses",
                answering("HTTP/1.1 303 See\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check expect status 200,201,300-310");
        when("httpStatusBad", answering(OK), HTTP, "http-check expect status 201");
        when("httpStatusNot", answering(OK), HTTP, "http-check expect ! status 200");
        when("httpRstatus", answering(OK), HTTP, "http-check expect rstatus ^2");
        when("httpRstatusBad", answering(OK), HTTP, "http-check expect rstatus ^3");
        when("httpString", answering(OK), HTTP, "http-check expect string hello");
        when("httpStringBad", answering(OK), HTTP, "http-check expect string bye");
        when("httpStringNot", answering(OK), HTTP, "http-check expect ! string hello");
        when("httpStringNotBad", answering(OK), HTTP, "http-check expect ! string bye");
        when(
                "httpStringNoBody",
                answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check expect string bye");
        when("httpStringClose", answering("HTTP/1.0 200 OK\r\n\r\nabc"), HTTP, "http-check expect string bye");
        when(
                "httpChunks",
                answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"),
                HTTP,
                "http-check expect string hello");
        when(
                "httpBodyWait",
                answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhe").stays(),
                HTTP,
                "http-check expect string hello");
        when("httpRstring", answering(OK), HTTP, "http-check expect rstring ^he");
        when("httpRstringBad", answering(OK), HTTP, "http-check expect rstring ^bye");
        when("httpStringLf", answering(OK), HTTP, "http-check expect string-lf %[str(hello)]");
        when("httpStringLfBad", answering(OK), HTTP, "http-check expect string-lf %[str(bye)]");
        when("httpField", answering(OK), HTTP, "http-check expect hdr name X-a");
        when("httpFieldBad", answering(OK), HTTP, "http-check expect hdr name X-b");
        when("httpFieldNot", answering(OK), HTTP, "http-check expect ! hdr name X-a");
        when("httpFieldValue", answering(OK), HTTP, "http-check expect hdr name X-a value two");
        when("httpFieldValueBad", answering(OK), HTTP, "http-check expect hdr name X-a value four");
        when("httpFieldWhole", answering(OK), HTTP, "http-check expect fhdr name X-a value \"one, two\"");
        when("httpFieldWholeBad", answering(OK), HTTP, "http-check expect fhdr name X-a value two");
        when("httpFieldBeg", answering(OK), HTTP, "http-check expect hdr name -m beg X- value -m sub hre");
        when("httpFieldEnd", answering(OK), HTTP, "http-check expect hdr name -m end -A value -m end ree");
        when("httpFieldRegex", answering(OK), HTTP, "http-check expect hdr name -m reg ^x-a$ value -m reg ^t");
        when("httpFieldLf", answering(OK), HTTP, "http-check expect hdr name-lf %[str(x-a)] value-lf %[str(two)]");
        when("httpFieldWait", that().reads().stays(), HTTP, "http-check expect hdr name X-b");
        when("httpComment", answering(OK), HTTP, "http-check expect status 201 comment \"no way\"");
        when(
                "httpOnError",
                answering(OK),
                HTTP,
                "http-check expect status 201 error-status L7RSP on-error \"not good\"");
        when("httpOnSuccess", answering(OK), HTTP, "http-check expect status 200 on-success good");
        when("httpState", answering(OK).stays(), HTTP, "http-check send-state", "server weight 7");
        when(
                "httpStateConnect",
                answering(OK).stays(),
                "option httpchk GET /opt",
                "http-check send-state",
                "http-check connect",
                "http-check send hdr A b",
                "http-check expect status 200");
        when(
                "httpFacts",
                answering(OK).stays(),
                HTTP,
                "http-check expect status 200 on-success \"%[status] %[res.hdr(x-a)]"
                        + " %[res.fhdr(x-a)] %[res.body]\"");
        when("httpConnectOnly", answering(OK).stays(), "option httpchk GET /opt", "http-check connect");
        when("httpTxn", answering(OK).stays(), HTTP, "http-check set-var(txn.a) int(1)");
        when(
                "httpConnectLast",
                answering(OK).stays(),
                HTTP,
                "http-check connect",
                "http-check send uri /a",
                "http-check expect status 200",
                "http-check connect");
        when(
                "httpConnections",
                answering(OK).stays(),
                HTTP,
                "http-check connect",
                "http-check send uri /a ver HTTP/1.1 hdr Host a",
                "http-check expect status 200",
                "http-check connect",
                "http-check send uri /b",
                "http-check expect status 201");
        when(
                "httpConnectDown",
                that(),
                HTTP,
                "http-check connect port 1",
                "http-check send uri /a",
                "http-check expect status 200");
        when("httpNoExpect", answering(OK).stays(), HTTP, "http-check connect", "http-check send uri /a");
        when(
                "httpExpectTwice",
                answering(OK),
                HTTP,
                "http-check connect",
                "http-check send uri /a",
                "http-check expect status 200",
                "http-check expect string hello");
        when(
                "httpUnprintable",
                answering("HTTP/1.1 200 O\"K \u00e9\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check expect status 201");
        when(
                "httpLong",
                answering("HTTP/1.1 200 " + "r".repeat(300) + "\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check expect status 201");
    }

    private static String mysql(int number, String content) {
        return (char) content.length() + "\0\0" + (char) number + content;
    }

    private static void mysql() {
        String greeting = mysql(0, "\n5.5.5-10.11.6-MariaDB\0" + "\1\0\0\0abcdefgh\0" + "x".repeat(40));
        String ok = mysql(2, "\0\0\0\2\0\0\0");
        String user = "option mysql-check user bob";
        when("mysql", that().says(greeting).stays(), "option mysql-check");
        when(
                "mysqlError",
                that().says(mysql(0, "\u00ff\u0069\4Host is blocked")).stays(),
                "option mysql-check");
        when("mysqlShort", that().says(greeting.substring(0, 10)), "option mysql-check");
        when("mysqlWait", that().says(greeting.substring(0, 10)).stays(), "option mysql-check");
        when("mysqlEmpty", that(), "option mysql-check");
        when("mysqlSilence", that().stays(), "option mysql-check");
        when("mysqlDown", null, "option mysql-check");
        when("mysqlNonsense", that().says("HTTP/1.1 200 OK\r\n\r\n"), "option mysql-check");
        when("mysqlUser", that().says(greeting).reads().says(ok).stays(), user);
        when(
                "mysqlUserDenied",
                that().says(greeting)
                        .reads()
                        .says(mysql(2, "\u00ff\u0015\4#28000Access denied"))
                        .stays(),
                user);
        when("mysqlUserWait", that().says(greeting).reads().stays(), user);
        when("mysqlUserShort", that().says(greeting).reads().says("\5\0"), user);
        when("mysqlPost41", that().says(greeting).reads().says(ok).stays(), user + " post-41");
        when("mysqlPre41", that().says(greeting).reads().says(ok).stays(), user + " pre-41");
    }

    private static void pgsql() {
        String user = "option pgsql-check user bob";
        for (int code = 0; code < 12; code++) {
            when("pgsql" + code, answering("R\0\0\0\10\0\0\0" + (char) code).stays(), user);
        }
        when("pgsqlScram", answering("R\0\0\0\27\0\0\0\nSCRAM-SHA-256\0\0").stays(), user);
        when("pgsqlError", answering("E\0\0\0@SFATAL\0VFATAL\0C28000\0Mno\0\0"), user);
        when("pgsqlNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n"), user);
        when("pgsqlEmpty", that().reads(), user);
        when("pgsqlWait", answering("R\0").stays(), user);
        when("pgsqlErrorWait", answering("E\0\0").stays(), user);
    }

    private static void smtp() {
        String smtp = "option smtpchk";
        CheckedServer good = that().says("220 host ESMTP\r\n")
                .reads()
                .says("250 hi there\r\n")
                .reads()
                .says("221 bye\r\n");
        when("smtp", good.stays(), smtp);
        when(
                "smtpEhlo",
                that().says("220 a\r\n")
                        .reads()
                        .says("250-b\r\n250-c\r\n250 d\r\n")
                        .reads()
                        .says("221-e\r\n")
                        .stays(),
                "option smtpchk EHLO my.dom");
        when(
                "smtpHelo",
                that().says("220 a\r\n").reads().says("250 b\r\n").reads().stays(),
                "option smtpchk HELO my.dom");
        when("smtpBusy", that().says("421 too busy\r\n").stays(), smtp);
        when("smtpManyLines", that().says("220-a\r\n220 b\r\n").stays(), smtp);
        when("smtpNonsense", that().says("hello world\r\n").stays(), smtp);
        when("smtpRefused", that().says("220 a\r\n").reads().says("550 go away\r\n"), smtp);
        when(
                "smtpRefusedWait",
                that().says("220 a\r\n").reads().says("550 go away\r\n").stays(),
                smtp);
        when(
                "smtpQuitRefused",
                that().says("220 a\r\n")
                        .reads()
                        .says("250 b\r\n")
                        .reads()
                        .says("421 no\r\n")
                        .stays(),
                smtp);
        when("smtpEmpty", that(), smtp);
        when("smtpSilence", that().stays(), smtp);
    }

    private static void redisAndSslHelloAndLdap() {
        String redis = "option redis-check";
        when("redis", answering("+PONG\r\n").stays(), redis);
        when("redisDenied", answering("-NOAUTH Authentication required.\r\n"), redis);
        when(
                "redisDeniedWait",
                answering("-NOAUTH Authentication required.\r\n").stays(),
                redis);
        when("redisEmpty", that().reads(), redis);
        when("redisSilence", that().reads().stays(), redis);
        when("redisDown", null, redis);
        String hello = "option ssl-hello-chk";
        when("sslHello", answering("\26\3\0\0\61").stays(), hello);
        when("sslHelloAlert", answering("\25\3\0\0\2\2\50"), hello);
        when("sslHelloNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n").stays(), hello);
        when("sslHelloEmpty", that().reads(), hello);
        when("sslHelloSilence", that().reads().stays(), hello);
        String ldap = "option ldap-check";
        String response = "0\14\2\1\1a\7\n\1%c\4\0\4\0";
        when("ldap", answering(response.formatted(0)).stays(), ldap);
        when("ldapDenied", answering(response.formatted(49)).stays(), ldap);
        when("ldapNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n").stays(), ldap);
        when("ldapShort", answering("0abcdefghijklmnop"), ldap);
        when("ldapOther", answering(response.formatted(0).replace('a', 'b')).stays(), ldap);
        when("ldapEmpty", that().reads(), ldap);
        when("ldapSilence", that().reads().stays(), ldap);
        when(
                "ldapLong",
                answering("0\u0084\0\0\0\20\2\1\1a\u0084\0\0\0\7\n\1\0\4\0\4\0").stays(),
                ldap);
    }

    private static void tlsThatIsNone() {
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

    static List<String> cases() {
        return List.copyOf(CASES.keySet());
    }

    static {
        connecting();
        tcpSending();
        tcpExpecting();
        http();
        mysql();
        pgsql();
        smtp();
        redisAndSslHelloAndLdap();
        tlsThatIsNone();
    }

    @BeforeAll
    static void letBothCheck() throws IOException {
        HaproxyLog.assumeInstalled();
        HaproxyChecks checks = new HaproxyChecks();
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        CASES.forEach((name, lines) -> {
            CheckedServer server = SERVERS.get(name);
            List<String> all = new ArrayList<>(List.of("server inter 1s rise 1 fall 1"));
            all.addAll(lines);
            checks.add(name, server == null ? closed : server.port(), all);
        });
        note(checks.haproxy(directory, checks::allTold), THEIRS);
        note(checks.gateway(checks::allTold, Map.of()), OURS);
    }

    private static void note(List<String> lines, Map<String, Seen> seen) {
        SERVERS.forEach((name, server) ->
                seen.put(name, new Seen(HaproxyChecks.first(lines, name), server == null ? "" : server.got())));
        SERVERS.values().stream().filter(server -> server != null).forEach(CheckedServer::forget);
    }

    @AfterAll
    static void close() {
        SERVERS.values().stream().filter(server -> server != null).forEach(CheckedServer::close);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCheckDoesWhatHaproxysDoes(String name) {
        assertThat(THEIRS.get(name).sentence()).as("HAProxy's").isNotEmpty();
        assertThat(OURS.get(name).sentence()).isEqualTo(THEIRS.get(name).sentence());
        if (!name.startsWith("tls") && !name.startsWith("sslHello")) {
            assertThat(OURS.get(name).got()).isEqualTo(THEIRS.get(name).got());
        }
    }
}
