package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTests {

    private static final String HOST = "Host: a\r\n";

    private static String get(String... fields) {
        return "GET / HTTP/1.1\r\n" + HOST + String.join("", fields) + "\r\n";
    }

    private static String post(String... fields) {
        return "POST / HTTP/1.1\r\n" + HOST + String.join("", fields) + "\r\n";
    }

    private static String line(String line) {
        return line + "\r\n" + HOST + "\r\n";
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("9112 2.2", "LF for CRLF", Refusal.BARE_LF, "GET / HTTP/1.1\n" + HOST + "\r\n"),
                arguments("9112 2.2", "LF after a field", Refusal.BARE_LF, "GET / HTTP/1.1\r\nHost: a\n\r\n"),
                arguments("9112 2.2", "LF at the end", Refusal.BARE_LF, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
                arguments("9112 2.2", "LF before the request", Refusal.BARE_LF, "\n" + get()),
                arguments("9112 2.2", "LF in a name", Refusal.BARE_LF, get("A\nB: c\r\n")),
                arguments("9112 2.2", "LF after the method", Refusal.BARE_LF, "GET\n / HTTP/1.1\r\n\r\n"),
                arguments("9112 2.2", "CR before the request", Refusal.BARE_CR, "\rGET / HTTP/1.1\r\n\r\n"),
                arguments("9112 2.2", "CR in a value", Refusal.BARE_CR, get("A: b\rc\r\n")),
                arguments("9112 2.2", "CR CR LF", Refusal.BARE_CR, get("A: b\r\r\n")),
                arguments("9112 2.2", "CR after the version", Refusal.BARE_CR, "GET / HTTP/1.1\rX: y\r\n\r\n"),
                arguments("9112 2.2", "CR at the end", Refusal.BARE_CR, "GET / HTTP/1.1\r\nHost: a\r\n\rX"),
                arguments("9112 2.2", "CR in a name", Refusal.FIELD_NAME, get("A\rB: c\r\n")),
                arguments(
                        "9112 2.2",
                        "space before the fields",
                        Refusal.SPACE_BEFORE_FIELDS,
                        "GET / HTTP/1.1\r\n " + HOST + "\r\n"),
                arguments(
                        "9112 2.2",
                        "HTAB before the fields",
                        Refusal.SPACE_BEFORE_FIELDS,
                        "GET / HTTP/1.1\r\n\t" + HOST + "\r\n"),
                arguments("9112 2.3", "lower-case name", Refusal.REQUEST_LINE, line("GET / http/1.1")),
                arguments("9112 2.3", "two minor digits", Refusal.REQUEST_LINE, line("GET / HTTP/1.10")),
                arguments("9112 2.3", "two major digits", Refusal.REQUEST_LINE, line("GET / HTTP/11.1")),
                arguments("9112 2.3", "leading zero", Refusal.REQUEST_LINE, line("GET / HTTP/01.1")),
                arguments("9112 2.3", "no minor digit", Refusal.REQUEST_LINE, line("GET / HTTP/1.")),
                arguments("9112 2.3", "no dot", Refusal.REQUEST_LINE, line("GET / HTTP/1")),
                arguments("9112 2.3", "comma", Refusal.REQUEST_LINE, line("GET / HTTP/1,1")),
                arguments("9112 2.3", "another protocol", Refusal.REQUEST_LINE, line("OPTIONS / RTSP/1.0")),
                arguments("9112 2.3", "HTTP/0.9", Refusal.REQUEST_LINE, "GET /\r\n\r\n"),
                arguments("9112 2.3", "HTTP/0.9 with its version", Refusal.VERSION, line("GET / HTTP/0.9")),
                arguments("9110 15.6.6", "HTTP/2.0", Refusal.VERSION, line("GET / HTTP/2.0")),
                arguments("9110 15.6.6", "HTTP/3.1", Refusal.VERSION, line("GET / HTTP/3.1")),
                arguments("9113 3.4", "preface of HTTP/2", Refusal.TARGET_FORM, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                arguments("9112 3", "two spaces", Refusal.REQUEST_LINE, line("GET  / HTTP/1.1")),
                arguments("9112 3", "two spaces before the version", Refusal.REQUEST_LINE, line("GET /  HTTP/1.1")),
                arguments("9112 3", "space at the end", Refusal.REQUEST_LINE, line("GET / HTTP/1.1 ")),
                arguments("9112 3", "something at the end", Refusal.REQUEST_LINE, line("GET / HTTP/1.1x")),
                arguments("9112 3", "space in the target", Refusal.REQUEST_LINE, line("GET /a b HTTP/1.1")),
                arguments("9112 3", "HTAB after the method", Refusal.METHOD, line("GET\t/ HTTP/1.1")),
                arguments("9112 3", "HTAB before the version", Refusal.TARGET_OCTET, line("GET /\tHTTP/1.1")),
                arguments("9112 3.1", "no method", Refusal.METHOD, line(" / HTTP/1.1")),
                arguments("9112 3.1", "method that is no token", Refusal.METHOD, line("G(T / HTTP/1.1")),
                arguments("9112 3.1", "method with NUL", Refusal.METHOD, line("G\0T / HTTP/1.1")),
                arguments("9112 3.1", "method with a high octet", Refusal.METHOD, line("G\u00e9T / HTTP/1.1")),
                arguments("9112 3.1", "TLS to a plain port", Refusal.METHOD, "\26\3\1\2\0\1\0\1\374\3\3"),
                arguments("9112 3.2", "control in the target", Refusal.TARGET_OCTET, line("GET /a\1 HTTP/1.1")),
                arguments("9112 3.2", "NUL in the target", Refusal.TARGET_OCTET, line("GET /a\0 HTTP/1.1")),
                arguments("9112 3.2", "DEL in the target", Refusal.TARGET_OCTET, line("GET /a\177 HTTP/1.1")),
                arguments("9112 3.2", "high octet in the target", Refusal.TARGET_OCTET, line("GET /\u00e9 HTTP/1.1")),
                arguments("9112 3.2", "fragment", Refusal.TARGET_OCTET, line("GET /a#b HTTP/1.1")),
                arguments("9112 3.2", "CR in the target", Refusal.REQUEST_LINE, line("GET /a\rb HTTP/1.1")),
                arguments("9112 3.2.1", "relative path", Refusal.TARGET_FORM, line("GET a HTTP/1.1")),
                arguments("9112 3.2.1", "query only", Refusal.TARGET_FORM, line("GET ?a HTTP/1.1")),
                arguments("9112 3.2.2", "scheme without authority", Refusal.TARGET_FORM, line("GET http:/a HTTP/1.1")),
                arguments("9112 3.2.2", "urn", Refusal.TARGET_FORM, line("GET urn:a HTTP/1.1")),
                arguments(
                        "9112 3.2.2",
                        "scheme that starts with a digit",
                        Refusal.TARGET_FORM,
                        line("GET 1http://a/ HTTP/1.1")),
                arguments("9112 3.2.2", "no scheme", Refusal.TARGET_FORM, line("GET ://a/ HTTP/1.1")),
                arguments("9110 4.2.1", "empty host", Refusal.TARGET_FORM, line("GET http:/// HTTP/1.1")),
                arguments("9110 4.2.1", "port without host", Refusal.TARGET_FORM, line("GET http://:80/ HTTP/1.1")),
                arguments("9110 4.2.4", "user information", Refusal.TARGET_FORM, line("GET http://u@a/ HTTP/1.1")),
                arguments("9110 4.2.4", "user and password", Refusal.TARGET_FORM, line("GET http://u:p@a/ HTTP/1.1")),
                arguments(
                        "9112 3.2.2",
                        "backslash in the authority",
                        Refusal.TARGET_FORM,
                        line("GET http://a\\b/ HTTP/1.1")),
                arguments("9112 3.2.3", "authority for GET", Refusal.TARGET_FORM, line("GET a:80 HTTP/1.1")),
                arguments("9112 3.2.3", "CONNECT without port", Refusal.TARGET_FORM, line("CONNECT a HTTP/1.1")),
                arguments("9112 3.2.3", "CONNECT with empty port", Refusal.TARGET_FORM, line("CONNECT a: HTTP/1.1")),
                arguments("9112 3.2.3", "CONNECT to port 0", Refusal.TARGET_FORM, line("CONNECT a:0 HTTP/1.1")),
                arguments("9112 3.2.3", "CONNECT without host", Refusal.TARGET_FORM, line("CONNECT :80 HTTP/1.1")),
                arguments("9112 3.2.3", "CONNECT to a path", Refusal.TARGET_FORM, line("CONNECT / HTTP/1.1")),
                arguments("9112 3.2.3", "CONNECT to a URI", Refusal.TARGET_FORM, line("CONNECT http://a/ HTTP/1.1")),
                arguments("9112 3.2.4", "asterisk for GET", Refusal.TARGET_FORM, line("GET * HTTP/1.1")),
                arguments("9112 3.2.4", "two asterisks", Refusal.TARGET_FORM, line("OPTIONS ** HTTP/1.1")),
                arguments("9112 3.2", "no Host", Refusal.HOST_MISSING, "GET / HTTP/1.1\r\nA: b\r\n\r\n"),
                arguments("9112 3.2", "no field at all", Refusal.HOST_MISSING, "GET / HTTP/1.1\r\n\r\n"),
                arguments(
                        "9112 3.2",
                        "no Host with absolute-form",
                        Refusal.HOST_MISSING,
                        "GET http://a/ HTTP/1.1\r\n\r\n"),
                arguments("9112 3.2", "no Host in HTTP/1.2", Refusal.HOST_MISSING, "GET / HTTP/1.2\r\n\r\n"),
                arguments("9112 3.2", "Host twice", Refusal.HOST_REPEATED, get("Host: b\r\n")),
                arguments("9112 3.2", "Host twice, the same", Refusal.HOST_REPEATED, get(HOST)),
                arguments(
                        "9112 3.2",
                        "Host twice in HTTP/1.0",
                        Refusal.HOST_REPEATED,
                        "GET / HTTP/1.0\r\nHost: a\r\nhOsT: b\r\n\r\n"),
                arguments("9112 3.2.2", "another host", Refusal.HOST_MISMATCH, line("GET http://b/ HTTP/1.1")),
                arguments("9112 3.2.2", "another port", Refusal.HOST_MISMATCH, line("GET http://a:81/ HTTP/1.1")),
                arguments(
                        "9112 3.2.2",
                        "another default port",
                        Refusal.HOST_MISMATCH,
                        line("GET https://a:80/ HTTP/1.1")),
                arguments(
                        "9112 3.2.2", "unknown default port", Refusal.HOST_MISMATCH, line("GET ftp://a:21/ HTTP/1.1")),
                arguments(
                        "9112 3.2.2",
                        "another host in HTTP/1.0",
                        Refusal.HOST_MISMATCH,
                        line("GET http://b/ HTTP/1.0")),
                arguments("9112 3.2.2", "longer host", Refusal.HOST_MISMATCH, line("GET http://a.b/ HTTP/1.1")),
                arguments("9112 3.2.2", "empty Host", Refusal.HOST_MISMATCH, "GET http://a/ HTTP/1.1\r\nHost:\r\n\r\n"),
                arguments("9112 3.2.3", "CONNECT elsewhere", Refusal.HOST_MISMATCH, line("CONNECT b:80 HTTP/1.1")),
                arguments(
                        "9112 3.2.3",
                        "CONNECT to an unusual port",
                        Refusal.HOST_MISMATCH,
                        line("CONNECT a:8080 HTTP/1.1")),
                arguments("9112 5", "no name", Refusal.FIELD_NAME, get(": b\r\n")),
                arguments("9112 5", "no colon", Refusal.FIELD_NAME, get("A\r\n")),
                arguments("9112 5", "name with a parenthesis", Refusal.FIELD_NAME, get("A(b: c\r\n")),
                arguments("9112 5", "name with a high octet", Refusal.FIELD_NAME, get("A\u00e9: c\r\n")),
                arguments("9112 5", "name with NUL", Refusal.FIELD_NAME, get("A\0: c\r\n")),
                arguments("9112 5", "name with a control", Refusal.FIELD_NAME, get("A\13: c\r\n")),
                arguments("9112 5", "colon in the place of the empty line", Refusal.FIELD_NAME, get(":\r\n")),
                arguments("9112 5.1", "space before the colon", Refusal.SPACE_BEFORE_COLON, get("A : b\r\n")),
                arguments("9112 5.1", "HTAB before the colon", Refusal.SPACE_BEFORE_COLON, get("A\t: b\r\n")),
                arguments("9112 5.1", "space in the name", Refusal.SPACE_BEFORE_COLON, get("A b: c\r\n")),
                arguments("9112 5.2", "folded line", Refusal.OBS_FOLD, get("A: b\r\n c\r\n")),
                arguments("9112 5.2", "line folded by HTAB", Refusal.OBS_FOLD, get("A: b\r\n\tc\r\n")),
                arguments("9112 5.2", "folded empty line", Refusal.OBS_FOLD, get("A: b\r\n \r\n")),
                arguments("9110 5.5", "NUL in a value", Refusal.CONTROL_CHARACTER, get("A: b\0c\r\n")),
                arguments("9110 5.5", "control in a value", Refusal.CONTROL_CHARACTER, get("A: b\1c\r\n")),
                arguments("9110 5.5", "DEL in a value", Refusal.CONTROL_CHARACTER, get("A: b\177c\r\n")),
                arguments(
                        "9110 5.5",
                        "control at the end of a long value",
                        Refusal.CONTROL_CHARACTER,
                        get("A: 0123456789abcdef0123\33\r\n")),
                arguments("9110 8.6", "sign", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: +1\r\n")),
                arguments("9110 8.6", "negative", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: -1\r\n")),
                arguments("9110 8.6", "empty", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length:\r\n")),
                arguments("9110 8.6", "fraction", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: 1.0\r\n")),
                arguments("9110 8.6", "hexadecimal", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: 0x1\r\n")),
                arguments("9110 8.6", "exponent", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: 1e1\r\n")),
                arguments("9110 8.6", "two numbers", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: 1 1\r\n")),
                arguments("9110 8.6", "empty element", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: 1,\r\n")),
                arguments(
                        "9110 8.6",
                        "empty first element",
                        Refusal.CONTENT_LENGTH_INVALID,
                        post("Content-Length: ,1\r\n")),
                arguments("9110 8.6", "quoted", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: \"1\"\r\n")),
                arguments("9110 8.6", "high digit", Refusal.CONTENT_LENGTH_INVALID, post("Content-Length: \u00b2\r\n")),
                arguments(
                        "9110 8.6",
                        "2^63",
                        Refusal.CONTENT_LENGTH_INVALID,
                        post("Content-Length: 9223372036854775808\r\n")),
                arguments(
                        "9110 8.6",
                        "2^64 + 1",
                        Refusal.CONTENT_LENGTH_INVALID,
                        post("Content-Length: 18446744073709551617\r\n")),
                arguments(
                        "9110 8.6",
                        "10^18",
                        Refusal.CONTENT_LENGTH_INVALID,
                        post("Content-Length: 1000000000000000000\r\n")),
                arguments(
                        "9112 6.3",
                        "two lengths",
                        Refusal.CONTENT_LENGTH_REPEATED,
                        post("Content-Length: 1\r\nContent-Length: 2\r\n")),
                arguments(
                        "9110 8.6",
                        "length twice",
                        Refusal.CONTENT_LENGTH_REPEATED,
                        post("Content-Length: 1\r\nContent-Length: 1\r\n")),
                arguments(
                        "9110 8.6",
                        "length as a list",
                        Refusal.CONTENT_LENGTH_INVALID,
                        post("Content-Length: 1 ,\t1\r\n")),
                arguments(
                        "9112 6.3",
                        "list of two lengths",
                        Refusal.CONTENT_LENGTH_INVALID,
                        post("Content-Length: 1, 2\r\n")),
                arguments(
                        "9112 6.1",
                        "length, then coding",
                        Refusal.LENGTH_AND_TRANSFER_ENCODING,
                        post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")),
                arguments(
                        "9112 6.1",
                        "coding, then length",
                        Refusal.LENGTH_AND_TRANSFER_ENCODING,
                        post("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n")),
                arguments(
                        "9112 6.1",
                        "coding in HTTP/1.0",
                        Refusal.TRANSFER_ENCODING_IN_1_0,
                        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
                arguments(
                        "9112 7.1",
                        "coding twice",
                        Refusal.TRANSFER_ENCODING_REPEATED,
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")),
                arguments(
                        "9112 7.1",
                        "chunked, then identity",
                        Refusal.TRANSFER_ENCODING_REPEATED,
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")),
                arguments(
                        "9110 9.3.6",
                        "CONNECT with a length",
                        Refusal.CONNECT_BODY,
                        "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\nContent-Length: 1\r\n\r\n"),
                arguments(
                        "9110 9.3.6",
                        "CONNECT with chunks",
                        Refusal.CONNECT_BODY,
                        "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\nTransfer-Encoding: chunked\r\n\r\n"),
                arguments(
                        "9110 9.3.1",
                        "GET with a body in HTTP/1.0",
                        Refusal.UNEXPECTED_BODY_IN_1_0,
                        "GET / HTTP/1.0\r\nContent-Length: 1\r\n\r\n"),
                arguments(
                        "9110 9.3.2",
                        "HEAD with a body in HTTP/1.0",
                        Refusal.UNEXPECTED_BODY_IN_1_0,
                        "HEAD / HTTP/1.0\r\nContent-Length: 1\r\n\r\n"),
                arguments(
                        "9110 9.3.5",
                        "DELETE with a body in HTTP/1.0",
                        Refusal.UNEXPECTED_BODY_IN_1_0,
                        "DELETE / HTTP/1.0\r\nContent-Length: 1\r\n\r\n"),
                arguments(
                        "9110 7.6.1",
                        "65 options",
                        Refusal.TOO_MANY_CONNECTION_OPTIONS,
                        get("Connection: " + "a,".repeat(65) + "\r\n")),
                arguments(
                        "9110 7.6.1",
                        "65 options on 65 lines",
                        Refusal.TOO_MANY_CONNECTION_OPTIONS,
                        get("Connection: close\r\n".repeat(65))));
    }

    @ParameterizedTest(name = "RFC {0}: {1} -> {2}")
    @MethodSource
    void refused(String section, String title, Refusal refusal, String message) {
        assertThat(Reading.ofRequest(message).refusal()).isEqualTo(refusal);
    }

    @ParameterizedTest(name = "RFC 9112 section 6.1: Transfer-Encoding:{0}")
    @ValueSource(
            strings = {
                "",
                " ",
                " gzip",
                " identity",
                " gzip, chunked",
                " chunked, gzip",
                " chunked, chunked",
                " chunked, identity",
                " ,chunked",
                " chunked,",
                " chunked;x=y",
                " \"chunked\"",
                " 'chunked'",
                " xchunked",
                " chunkedx",
                " chunke",
                " chunked chunked",
                " c\thunked",
                " \u00e7hunked",
                " chunked\u00a0",
                " chunked\u0085"
            })
    void onlyASingleChunkedIsATransferCoding(String value) {
        assertThat(Reading.ofRequest(post("Transfer-Encoding:" + value + "\r\n"))
                        .refusal())
                .isEqualTo(Refusal.TRANSFER_ENCODING_INVALID);
    }

    @ParameterizedTest(name = "RFC 9110 section 7.2: Host: {0}")
    @ValueSource(
            strings = {
                "a/b",
                "a b",
                "a, b",
                "a,b",
                "u@a",
                "a:80x",
                "a:x",
                "a:-1",
                "a:65536",
                "a:99999999999",
                "a:80:80",
                ":80",
                ":",
                "a\\b",
                "a?b",
                "a#b",
                "<a>",
                "a\"",
                "a|b",
                "a^b",
                "a`",
                "{a}",
                "%",
                "a%4",
                "a%zz",
                "[",
                "[]",
                "[::1",
                "::1",
                "[::1]a",
                "[g::]",
                "[1.2.3.4]",
                "[:]",
                "[v1.a:b]",
                "[::1%25eth0]",
                "[[::1]]",
                "http://a",
                "\u00e9",
                "a\tb"
            })
    void whatIsNoHostIsRefused(String host) {
        assertThat(Reading.ofRequest("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .refusal())
                .isEqualTo(Refusal.HOST_INVALID);
    }

    @ParameterizedTest(name = "RFC 9110 section 7.2: Host: {0}")
    @ValueSource(
            strings = {
                "",
                "a",
                "A.example",
                "a.example.",
                "a:",
                "a:0",
                "a:80",
                "a:00080",
                "a:65535",
                "127.0.0.1",
                "127.0.0.1:8002",
                "[::1]",
                "[::1]:80",
                "[2001:DB8::1]",
                "[::ffff:1.2.3.4]:1",
                "a_b",
                "a-b",
                "a~b",
                "!$&'()*+;=",
                "%41%c3%A9",
                "xn--bcher-kva.example"
            })
    void whatIsAHostIsAccepted(String host) {
        Reading reading = Reading.ofRequest("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(reading.refusal()).isNull();
        assertThat(reading.fields()).isEqualTo("HOST=" + host);
    }

    @ParameterizedTest(name = "RFC 9112 section 3.2.2: {0} agrees with Host: {1}")
    @MethodSource
    void aTargetMayNameTheHostOtherwise(String line, String host) {
        Reading reading = Reading.ofRequest(line + "\r\nHost: " + host + "\r\n\r\n");
        assertThat(reading.refusal()).isNull();
        assertThat(reading.startLine()).isEqualTo(line);
    }

    static Stream<Arguments> aTargetMayNameTheHostOtherwise() {
        return Stream.of(
                arguments("GET http://a/ HTTP/1.1", "a"),
                arguments("GET http://a HTTP/1.1", "a"),
                arguments("GET http://a?b HTTP/1.1", "a"),
                arguments("GET http://a/@b:81/ HTTP/1.1", "a"),
                arguments("GET HTTP://A.B/c HTTP/1.1", "a.b"),
                arguments("GET http://a:80/ HTTP/1.1", "a"),
                arguments("GET http://a:/ HTTP/1.1", "a:80"),
                arguments("GET http://a/ HTTP/1.1", "a:80"),
                arguments("GET https://a/ HTTP/1.1", "a:443"),
                arguments("GET HTTPS://a:443/ HTTP/1.1", "a"),
                arguments("GET ftp://a/ HTTP/1.1", "a"),
                arguments("GET ftp://a:21/ HTTP/1.1", "a:21"),
                arguments("GET http://[::1]:81/ HTTP/1.1", "[::1]:81"),
                arguments("GET http://[::A]/ HTTP/1.1", "[::a]:80"),
                arguments("OPTIONS http://a HTTP/1.1", "a"),
                arguments("CONNECT a:80 HTTP/1.1", "a:80"),
                arguments("CONNECT a:80 HTTP/1.1", "a"),
                arguments("CONNECT A:443 HTTP/1.1", "a"),
                arguments("CONNECT a:8443 HTTP/1.1", "a:8443"),
                arguments("CONNECT [::1]:443 HTTP/1.1", "[::1]:443"));
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("9112 2.2", "empty line before it", "1.1 length -1 persistent", "\r\n" + get()),
                arguments(
                        "9112 2.2", "many empty lines before it", "1.1 length -1 persistent", "\r\n".repeat(9) + get()),
                arguments("9112 2.3", "newer minor version", "1.1 length -1 persistent edited", line("GET / HTTP/1.2")),
                arguments("9112 2.3", "HTTP/1.0 without Host", "1.0 length -1", "GET / HTTP/1.0\r\n\r\n"),
                arguments(
                        "9112 3.2.2",
                        "HTTP/1.0 with a URI and no Host",
                        "1.0 length -1",
                        "GET http://a/ HTTP/1.0\r\n\r\n"),
                arguments(
                        "9112 3.1",
                        "any token as method",
                        "1.1 length -1 persistent",
                        line("!#$%&'*+-.^_`|~09azAZ / HTTP/1.1")),
                arguments("9112 3.1", "lower-case method", "1.1 length -1 persistent", line("get / HTTP/1.1")),
                arguments(
                        "9112 3.2.1",
                        "visible ASCII",
                        "1.1 length -1 persistent",
                        line("GET /!\"$%&'()*+,-./0:;<=>?@A[\\]^_`a{|}~ HTTP/1.1")),
                arguments("9112 3.2.1", "two slashes", "1.1 length -1 persistent", line("GET //b/ HTTP/1.1")),
                arguments("9112 3.2.4", "asterisk", "1.1 length -1 persistent", line("OPTIONS * HTTP/1.1")),
                arguments("9112 5", "empty value", "1.1 length -1 persistent", get("A:\r\n", "B: \t \r\n")),
                arguments(
                        "9112 5.1",
                        "white space around a value",
                        "1.1 length -1 persistent",
                        get("A:\t b \t\r\n", "B:c\r\n")),
                arguments(
                        "9110 5.5",
                        "HTAB and high octets in values",
                        "1.1 length -1 persistent",
                        get("A: b\tc\r\n", "B: \u0080\u00ff\u00e9\r\n")),
                arguments(
                        "9110 5.6.2",
                        "every token octet in a name",
                        "1.1 length -1 persistent",
                        get("!#$%&'*+-.^_`|~09azAZ: b\r\n")),
                arguments("9110 8.6", "length", "1.1 length 12 persistent", post("Content-Length: 12\r\n")),
                arguments("9110 8.6", "length 0", "1.1 length 0 persistent", post("Content-Length: 0\r\n")),
                arguments(
                        "9110 8.6",
                        "greatest length",
                        "1.1 length 999999999999999999 persistent",
                        post("content-LENGTH:999999999999999999\r\n")),
                arguments(
                        "9110 8.6", "leading zero", "1.1 length 12 persistent edited", post("Content-Length: 012\r\n")),
                arguments(
                        "9112 6.1",
                        "chunked",
                        "1.1 length -1 chunked persistent",
                        post("Transfer-Encoding: chunked\r\n")),
                arguments(
                        "9112 7",
                        "chunked in any case",
                        "1.1 length -1 chunked persistent",
                        post("transfer-encoding:\tChunKED \r\n")),
                arguments("9110 9.3.1", "GET with a body", "1.1 length 1 persistent", get("Content-Length: 1\r\n")),
                arguments(
                        "9110 9.3.1",
                        "GET with length 0 in HTTP/1.0",
                        "1.0 length 0",
                        "GET / HTTP/1.0\r\nContent-Length: 0\r\n\r\n"),
                arguments(
                        "9110 9.3.3",
                        "POST with a body in HTTP/1.0",
                        "1.0 length 1",
                        "POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\n"),
                arguments(
                        "9110 9.3.6",
                        "CONNECT with length 0",
                        "1.1 length 0 persistent",
                        "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\nContent-Length: 0\r\n\r\n"),
                arguments("9112 9.3", "close", "1.1 length -1", get("Connection: close\r\n")),
                arguments("9112 9.3", "close in any case", "1.1 length -1", get("connection:CLOSE\r\n")),
                arguments("9112 9.3", "close among others", "1.1 length -1", get("Connection: x, , close ,y\r\n")),
                arguments("9112 9.3", "close wins", "1.1 length -1", get("Connection: keep-alive, close\r\n")),
                arguments(
                        "9112 9.3",
                        "close wins on another line",
                        "1.1 length -1",
                        get("Connection: close\r\nConnection: keep-alive\r\n")),
                arguments("9112 9.3", "keep-alive", "1.1 length -1 persistent", get("Connection: keep-alive\r\n")),
                arguments(
                        "9112 9.3",
                        "closed is another word",
                        "1.1 length -1 persistent",
                        get("Connection: closed, not-close\r\n")),
                arguments(
                        "9112 9.3",
                        "keep-alive in HTTP/1.0",
                        "1.0 length -1 persistent",
                        "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"),
                arguments(
                        "9112 9.3",
                        "close wins in HTTP/1.0",
                        "1.0 length -1",
                        "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\nConnection: close\r\n\r\n"),
                arguments(
                        "9112 9.3",
                        "Proxy-Connection says nothing",
                        "1.0 length -1",
                        "GET / HTTP/1.0\r\nProxy-Connection: Keep-Alive\r\n\r\n"),
                arguments(
                        "9110 7.6.1",
                        "64 options",
                        "1.1 length -1 persistent",
                        get("Connection: " + "a,,".repeat(64) + "\r\n")),
                arguments(
                        "9110 7.8",
                        "upgrade",
                        "1.1 length -1 persistent upgrade",
                        get("Connection: Upgrade\r\nUpgrade: websocket\r\n")),
                arguments(
                        "9110 7.8",
                        "upgrade not in Connection",
                        "1.1 length -1 persistent",
                        get("Upgrade: websocket\r\n")),
                arguments(
                        "9110 7.8",
                        "upgrade without protocol",
                        "1.1 length -1 persistent",
                        get("Connection: upgrade\r\nUpgrade:\r\n")),
                arguments(
                        "9110 7.8",
                        "upgrade without field",
                        "1.1 length -1 persistent",
                        get("Connection: upgrade\r\n")),
                arguments(
                        "9110 7.8",
                        "upgrade in HTTP/1.0",
                        "1.0 length -1",
                        "GET / HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"),
                arguments(
                        "9113 3.1",
                        "no upgrade to HTTP/2",
                        "1.1 length -1 persistent",
                        get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n")),
                arguments(
                        "9113 3.1",
                        "no upgrade to HTTP/2 among others",
                        "1.1 length -1 persistent",
                        get("Connection: Upgrade\r\nUpgrade: websocket\r\nUpgrade: H2C\r\n")),
                arguments(
                        "9110 10.1.1",
                        "100-continue",
                        "1.1 length 1 persistent continue",
                        post("Content-Length: 1\r\nExpect: 100-Continue\r\n")),
                arguments(
                        "9110 10.1.1",
                        "another expectation",
                        "1.1 length 1 persistent",
                        post("Content-Length: 1\r\nExpect: 200-ok\r\n")),
                arguments(
                        "9110 10.1.1",
                        "100-continue in HTTP/1.0",
                        "1.0 length 1",
                        "POST / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n"));
    }

    @ParameterizedTest(name = "RFC {0}: {1}")
    @MethodSource
    void accepted(String section, String title, String meaning, String message) {
        Reading reading = Reading.ofRequest(message);
        assertThat(reading.refusal()).isNull();
        assertThat(reading.meaning()).isEqualTo(meaning);
        if (!meaning.endsWith("edited")) {
            assertThat(reading.written()).isEqualTo(message.stripLeading());
        }
    }

    @Test
    void whatFollowsTheHeadIsLeftInTheBuffer() {
        Reading reading = Reading.ofRequest(get("A: b\r\n") + "\r\nGET /next HTTP/1.1\r\n");
        assertThat(reading.fields()).isEqualTo("HOST=a|OTHER=b");
        assertThat(reading.after()).isEqualTo("\r\nGET /next HTTP/1.1\r\n".length());
    }

    /** A next reader that takes a leading zero for octal reads the same. */
    @Test
    void anUnclearLengthIsWrittenAnew() {
        String expected = "POST / HTTP/1.1\r\nHost: a\r\ncontent-length: 12\r\n\r\n";
        assertThat(Reading.ofRequest(post("Content-Length: 0012\r\n")).written())
                .isEqualTo(expected);
    }

    @Test
    void aNewerMinorVersionIsWrittenAsTheOneThatIsUnderstood() {
        assertThat(Reading.ofRequest("\r\n" + line("GET / HTTP/1.9")).written()).isEqualTo(line("GET / HTTP/1.1"));
    }

    @Test
    void eachKnownNameIsFoundInAnyCaseAndNoOtherIs() {
        Reading reading = Reading.ofRequest("GET / HTTP/1.1\r\nhOST: a\r\nCONNECTION: x\r\nkeep-Alive: b\r\nTe: c\r\n"
                + "Proxy-Connection: d\r\nTRAILER: e\r\nupgradE: f\r\nexpect: g\r\ncontent-length: 0\r\nhosts: h\r\n"
                + "hos: i\r\nkeep_alive: j\r\nupgrade-: k\r\nuser-agent: l\r\ncontent_length: m\r\nhost.: n\r\n"
                + "transfer-encodinG2: o\r\ntransfer_encoding: p\r\n\r\n");
        assertThat(reading.fields())
                .isEqualTo("HOST=a|CONNECTION=x|KEEP_ALIVE=b|TE=c|PROXY_CONNECTION=d|TRAILER=e"
                        + "|UPGRADE=f|EXPECT=g|CONTENT_LENGTH=0|OTHER=h|OTHER=i|OTHER=j|OTHER=k|OTHER=l|OTHER=m|OTHER=n"
                        + "|OTHER=o|OTHER=p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"})
    void aMethodIsKnownInItsOwnCaseOnly(String method) {
        assertThat(methodOf(method)).isEqualTo(Method.valueOf(method));
        assertThat(methodOf(method.toLowerCase(Locale.ROOT))).isEqualTo(Method.OTHER);
        assertThat(methodOf(method.substring(1))).isEqualTo(Method.OTHER);
        assertThat(methodOf('X' + method.substring(1))).isEqualTo(Method.OTHER);
    }

    private static Method methodOf(String token) {
        byte[] bytes = (' ' + token).getBytes(StandardCharsets.US_ASCII);
        return Method.of(bytes, 1, bytes.length);
    }
}
