package io.epochgateway.engine;

import static io.epochgateway.engine.CheckedServer.answering;
import static io.epochgateway.engine.CheckedServer.that;

/** Checks of {@code option httpchk}, beside HAProxy's. */
class HaproxyHttpCheckTests extends CheckComparison {

    private static final String OK =
            "HTTP/1.1 200 Fine\r\nContent-Length: 5\r\nX-A: one, two\r\nX-A: three\r\n\r\nhello";
    private static final String HTTP = "option httpchk";

    HaproxyHttpCheckTests() {
        http();
    }

    private void http() {
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
        when("httpOld", answering(OK).stays(), "option httpchk GET /a HTTP/1.1\\r\\nHost:\\ www.x\\r\\nX-B:\\ c");
        when("httpOldBody", answering(OK).stays(), "option httpchk POST /a HTTP/1.0\\r\\nHost:\\ x\\r\\n\\r\\nbody");
        when(
                "httpOldSend",
                answering(OK).stays(),
                "option httpchk GET /a HTTP/1.1\\r\\nHost:\\ x",
                "http-check send hdr D e");
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
}
