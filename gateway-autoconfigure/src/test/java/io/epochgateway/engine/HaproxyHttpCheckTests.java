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

/** Checks of {@code option httpchk}, beside HAProxy's. */
class HaproxyHttpCheckTests {

    private static final String OK =
            "HTTP/1.1 200 Fine\r\nContent-Length: 5\r\nX-A: one, two\r\nX-A: three\r\n\r\nhello";
    private static final String HTTP = "option httpchk";
    private static final CheckComparison CHECKS = new CheckComparison();

    static {
        http();
    }

    private static void http() {
        CHECKS.when("http", answering(OK).stays(), HTTP);
        CHECKS.when("http500", answering("HTTP/1.1 500 Bad Thing\r\nContent-Length: 0\r\n\r\n"), HTTP);
        CHECKS.when("httpNoReason", answering("HTTP/1.1 500\r\nContent-Length: 0\r\n\r\n"), HTTP);
        CHECKS.when("httpDown", null, HTTP);
        CHECKS.when("httpEmpty", that().reads(), HTTP);
        CHECKS.when("httpReset", that().reads().resets(), HTTP);
        CHECKS.when("httpSilence", that().reads().stays(), HTTP);
        CHECKS.when("httpNonsense", answering("garbage\r\n\r\n"), HTTP);
        CHECKS.when("httpHalf", answering("HTTP/1.1 200 OK\r\nCont"), HTTP);
        CHECKS.when("http100", answering("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\n\r\n"), HTTP);
        CHECKS.when("httpLength", answering("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), HTTP);
        CHECKS.when("httpBig", answering("HTTP/1.1 200 OK\r\nX: " + "a".repeat(20000) + "\r\n\r\n"), HTTP);
        CHECKS.when(
                "httpOld", answering(OK).stays(), "option httpchk GET /a HTTP/1.1\\r\\nHost:\\ www.x\\r\\nX-B:\\ c");
        CHECKS.when(
                "httpOldBody", answering(OK).stays(), "option httpchk POST /a HTTP/1.0\\r\\nHost:\\ x\\r\\n\\r\\nbody");
        CHECKS.when(
                "httpOldSend",
                answering(OK).stays(),
                "option httpchk GET /a HTTP/1.1\\r\\nHost:\\ x",
                "http-check send hdr D e");
        CHECKS.when("httpVersion", answering(OK).stays(), "option httpchk GET /a HTTP/1.1");
        CHECKS.when(
                "httpSend",
                answering(OK).stays(),
                HTTP,
                "http-check send meth PUT uri /x?y ver HTTP/1.1 hdr Host a.b hdr X-Foo \"%[srv_name] b\" body \"some body\"");
        CHECKS.when(
                "httpSend10",
                answering(OK).stays(),
                HTTP,
                "http-check send meth PUT uri /x?y hdr X-Foo \"%[srv_name] b\" body \"some body\"");
        CHECKS.when(
                "httpSendLf",
                answering(OK).stays(),
                HTTP,
                "http-check send meth POST uri-lf \"/x/%[srv_name]\" ver HTTP/1.1 body-lf \"b=%[be_name]\"");
        CHECKS.when(
                "httpSendFraming",
                answering(OK).stays(),
                HTTP,
                "http-check send hdr Connection keep-alive hdr Content-Length 7 hdr User-Agent x ver HTTP/1.1");
        CHECKS.when(
                "httpVar",
                answering(OK).stays(),
                HTTP,
                "http-check set-var(check.a) str(q)",
                "http-check send uri-lf /%[var(check.a)]",
                "http-check expect status 200");
        CHECKS.when(
                "http404",
                answering("HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check disable-on-404");
        CHECKS.when(
                "http404Wanted",
                answering("HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check disable-on-404",
                "http-check expect status 404");
        CHECKS.when(
                "httpStatuses",
                answering("HTTP/1.1 303 See\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check expect status 200,201,300-310");
        CHECKS.when("httpStatusBad", answering(OK), HTTP, "http-check expect status 201");
        CHECKS.when("httpStatusNot", answering(OK), HTTP, "http-check expect ! status 200");
        CHECKS.when("httpRstatus", answering(OK), HTTP, "http-check expect rstatus ^2");
        CHECKS.when("httpRstatusBad", answering(OK), HTTP, "http-check expect rstatus ^3");
        CHECKS.when("httpString", answering(OK), HTTP, "http-check expect string hello");
        CHECKS.when("httpStringBad", answering(OK), HTTP, "http-check expect string bye");
        CHECKS.when("httpStringNot", answering(OK), HTTP, "http-check expect ! string hello");
        CHECKS.when("httpStringNotBad", answering(OK), HTTP, "http-check expect ! string bye");
        CHECKS.when(
                "httpStringNoBody",
                answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check expect string bye");
        CHECKS.when("httpStringClose", answering("HTTP/1.0 200 OK\r\n\r\nabc"), HTTP, "http-check expect string bye");
        CHECKS.when(
                "httpChunks",
                answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"),
                HTTP,
                "http-check expect string hello");
        CHECKS.when(
                "httpBodyWait",
                answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhe").stays(),
                HTTP,
                "http-check expect string hello");
        CHECKS.when("httpRstring", answering(OK), HTTP, "http-check expect rstring ^he");
        CHECKS.when("httpRstringBad", answering(OK), HTTP, "http-check expect rstring ^bye");
        CHECKS.when("httpStringLf", answering(OK), HTTP, "http-check expect string-lf %[str(hello)]");
        CHECKS.when("httpStringLfBad", answering(OK), HTTP, "http-check expect string-lf %[str(bye)]");
        CHECKS.when("httpField", answering(OK), HTTP, "http-check expect hdr name X-a");
        CHECKS.when("httpFieldBad", answering(OK), HTTP, "http-check expect hdr name X-b");
        CHECKS.when("httpFieldNot", answering(OK), HTTP, "http-check expect ! hdr name X-a");
        CHECKS.when("httpFieldValue", answering(OK), HTTP, "http-check expect hdr name X-a value two");
        CHECKS.when("httpFieldValueBad", answering(OK), HTTP, "http-check expect hdr name X-a value four");
        CHECKS.when("httpFieldWhole", answering(OK), HTTP, "http-check expect fhdr name X-a value \"one, two\"");
        CHECKS.when("httpFieldWholeBad", answering(OK), HTTP, "http-check expect fhdr name X-a value two");
        CHECKS.when("httpFieldBeg", answering(OK), HTTP, "http-check expect hdr name -m beg X- value -m sub hre");
        CHECKS.when("httpFieldEnd", answering(OK), HTTP, "http-check expect hdr name -m end -A value -m end ree");
        CHECKS.when("httpFieldRegex", answering(OK), HTTP, "http-check expect hdr name -m reg ^x-a$ value -m reg ^t");
        CHECKS.when(
                "httpFieldLf", answering(OK), HTTP, "http-check expect hdr name-lf %[str(x-a)] value-lf %[str(two)]");
        CHECKS.when("httpFieldWait", that().reads().stays(), HTTP, "http-check expect hdr name X-b");
        CHECKS.when("httpComment", answering(OK), HTTP, "http-check expect status 201 comment \"no way\"");
        CHECKS.when(
                "httpOnError",
                answering(OK),
                HTTP,
                "http-check expect status 201 error-status L7RSP on-error \"not good\"");
        CHECKS.when("httpOnSuccess", answering(OK), HTTP, "http-check expect status 200 on-success good");
        CHECKS.when("httpState", answering(OK).stays(), HTTP, "http-check send-state", "server weight 7");
        CHECKS.when(
                "httpStateConnect",
                answering(OK).stays(),
                "option httpchk GET /opt",
                "http-check send-state",
                "http-check connect",
                "http-check send hdr A b",
                "http-check expect status 200");
        CHECKS.when(
                "httpFacts",
                answering(OK).stays(),
                HTTP,
                "http-check expect status 200 on-success \"%[status] %[res.hdr(x-a)]"
                        + " %[res.fhdr(x-a)] %[res.body]\"");
        CHECKS.when("httpConnectOnly", answering(OK).stays(), "option httpchk GET /opt", "http-check connect");
        CHECKS.when("httpTxn", answering(OK).stays(), HTTP, "http-check set-var(txn.a) int(1)");
        CHECKS.when(
                "httpConnectLast",
                answering(OK).stays(),
                HTTP,
                "http-check connect",
                "http-check send uri /a",
                "http-check expect status 200",
                "http-check connect");
        CHECKS.when(
                "httpConnections",
                answering(OK).stays(),
                HTTP,
                "http-check connect",
                "http-check send uri /a ver HTTP/1.1 hdr Host a",
                "http-check expect status 200",
                "http-check connect",
                "http-check send uri /b",
                "http-check expect status 201");
        CHECKS.when(
                "httpConnectDown",
                that(),
                HTTP,
                "http-check connect port 1",
                "http-check send uri /a",
                "http-check expect status 200");
        CHECKS.when("httpNoExpect", answering(OK).stays(), HTTP, "http-check connect", "http-check send uri /a");
        CHECKS.when(
                "httpExpectTwice",
                answering(OK),
                HTTP,
                "http-check connect",
                "http-check send uri /a",
                "http-check expect status 200",
                "http-check expect string hello");
        CHECKS.when(
                "httpUnprintable",
                answering("HTTP/1.1 200 O\"K \u00e9\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check expect status 201");
        CHECKS.when(
                "httpLong",
                answering("HTTP/1.1 200 " + "r".repeat(300) + "\r\nContent-Length: 0\r\n\r\n"),
                HTTP,
                "http-check expect status 201");
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
