package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that two readers could cut differently (RFC 9112 section 11.2): either refused, or forwarded so that even
 * the most credulous server sees the requests that the proxy saw.
 */
class SmugglingTests {

    private static final String HOST = "Host: a\r\n";
    private static final String POST = "POST /1 HTTP/1.1\r\n" + HOST;
    private static final String GET = "GET /1 HTTP/1.1\r\n" + HOST;
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\n" + HOST + "\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    static Stream<Arguments> refused() {
        return Stream.of(
                // Length against coding
                arguments("CL.TE", POST + "Content-Length: 6\r\n" + CHUNKED + "\r\n0\r\n\r\nG"),
                arguments("TE.CL", POST + CHUNKED + "Content-Length: 4\r\n\r\n5c\r\n" + HIDDEN + "\r\n0\r\n\r\n"),
                arguments("CL.TE with length 0", POST + "Content-Length: 0\r\n" + CHUNKED + "\r\n0\r\n\r\n" + HIDDEN),
                arguments("CL.TE, names in capitals", POST + "CONTENT-LENGTH: 6\r\nTRANSFER-ENCODING: CHUNKED\r\n\r\n"),
                arguments("CL.CL", POST + "Content-Length: 0\r\nContent-Length: 45\r\n\r\n" + HIDDEN),
                arguments("CL.CL, the same", POST + "Content-Length: 33\r\nContent-Length: 33\r\n\r\n" + HIDDEN),
                arguments("CL.CL in a list, the same", POST + "Content-Length: 33, 33\r\n\r\n" + HIDDEN),
                arguments("CL.CL in a list", POST + "Content-Length: 0, 45\r\n\r\n" + HIDDEN),
                arguments("CL.CL with white space", POST + "Content-Length: 0\r\nContent-Length : 45\r\n\r\n" + HIDDEN),
                arguments("CL with LF", POST + "Content-Length: 0\nContent-Length: 45\r\n\r\n" + HIDDEN),
                arguments("CL behind NUL", POST + "X: \0\r\nContent-Length: 45\r\n\r\n" + HIDDEN),
                arguments("signed CL", POST + "Content-Length: +45\r\n\r\n" + HIDDEN),
                arguments("CL with a unit", POST + "Content-Length: 45b\r\n\r\n" + HIDDEN),
                arguments("hexadecimal CL", POST + "Content-Length: 0x2d\r\n\r\n" + HIDDEN),
                arguments("CL with a fraction", POST + "Content-Length: 0.45\r\n\r\n" + HIDDEN),
                arguments("CL with VT", POST + "Content-Length: \0130\r\n\r\n" + HIDDEN),
                arguments("CL with high blank", POST + "Content-Length: \u00a00\r\n\r\n" + HIDDEN),
                arguments("CL that wraps", POST + "Content-Length: 18446744073709551616\r\n\r\n" + HIDDEN),
                arguments("CL of 32 bits", POST + "Content-Length: 45\r\nContent-Length: 4294967341\r\n\r\n" + HIDDEN),
                // Codings that one reader takes and the other doesn't
                arguments("TE.TE", POST + CHUNKED + "Transfer-encoding: x\r\n\r\n0\r\n\r\n"),
                arguments("TE twice", POST + CHUNKED + CHUNKED + "\r\n0\r\n\r\n"),
                arguments("TE xchunked", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                arguments("TE quoted", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
                arguments("TE with VT", POST + "Transfer-Encoding: \013chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE with FF", POST + "Transfer-Encoding: chunked\f\r\n\r\n0\r\n\r\n"),
                arguments("TE with NUL", POST + "Transfer-Encoding: chunked\0\r\n\r\n0\r\n\r\n"),
                arguments("TE with high blank", POST + "Transfer-Encoding: \u00a0chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE with CR", POST + "Transfer-Encoding: chunked\r\r\n\r\n0\r\n\r\n"),
                arguments("TE folded", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE folded by HTAB", POST + "Transfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n"),
                arguments("TE hidden by a fold", POST + "X: x\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE hidden by CR", POST + "X: x\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE hidden by LF", POST + "X: x\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE hidden by NUL", POST + "X: x\0Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE with space", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE with HTAB", POST + "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE with leading space", "POST /1 HTTP/1.1\r\n " + CHUNKED + HOST + "\r\n0\r\n\r\n"),
                arguments("TE with a control in its name", POST + "Transfer-Encoding\1: chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE with a CR in its name", POST + "\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE with a colon before it", POST + ":Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("TE identity", POST + "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\nx"),
                arguments("TE empty", POST + "Transfer-Encoding:\r\nContent-Length: 1\r\n\r\nx"),
                arguments("TE list", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                arguments("TE gzip", POST + "Transfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"),
                arguments("TE in 1.0", "POST /1 HTTP/1.0\r\n" + HOST + CHUNKED + "\r\n0\r\n\r\n" + HIDDEN),
                arguments("TE in 1.0, kept alive", "POST /1 HTTP/1.0\r\nConnection: keep-alive\r\n" + CHUNKED + "\r\n"),
                // Chunks
                arguments("chunk size that wraps", POST + CHUNKED + "\r\n10000000000000000\r\n0\r\n\r\n" + HIDDEN),
                arguments("chunk size of 32 bits", POST + CHUNKED + "\r\n100000000g\r\n\r\n"),
                arguments("chunk size with 0x", POST + CHUNKED + "\r\n0x0\r\n\r\n" + HIDDEN),
                arguments("negative chunk", POST + CHUNKED + "\r\n-1\r\nx\r\n0\r\n\r\n"),
                arguments("chunk ended by LF", POST + CHUNKED + "\r\n0\n\n" + HIDDEN),
                arguments(
                        "LF in an extension", POST + CHUNKED + "\r\n2;\nxx\r\n45\r\n0\r\n\r\n" + HIDDEN + "0\r\n\r\n"),
                arguments("CR in an extension", POST + CHUNKED + "\r\n2;a\rxx\r\n0\r\n\r\n"),
                arguments("chunk data too long", POST + CHUNKED + "\r\n1\r\nxy\r\n0\r\n\r\n"),
                arguments("two octets for CRLF", POST + CHUNKED + "\r\n1\r\nxyz0\r\n\r\n"),
                arguments("body without chunks", POST + CHUNKED + "\r\n" + HIDDEN),
                arguments("length in a trailer", POST + CHUNKED + "\r\n0\r\nContent-Length: 45\r\n\r\n" + HIDDEN),
                arguments("Host in a trailer", POST + CHUNKED + "\r\n0\r\nHost: b\r\n\r\n"),
                arguments("request in a trailer", POST + CHUNKED + "\r\n0\r\n" + HIDDEN),
                arguments("trailer ended by LF", POST + CHUNKED + "\r\n0\r\nA: b\n\n" + HIDDEN),
                // Lines and hosts
                arguments("request line with HTTP/0.9", "GET /1\r\n" + HIDDEN),
                arguments("version behind a space", "GET /1 HTTP/1.1 HTTP/1.0\r\n" + HOST + "\r\n"),
                arguments("target with a space", "GET /1 /2 HTTP/1.1\r\n" + HOST + "\r\n"),
                arguments("target with LF", "GET /1\nX: HTTP/1.1\r\n" + HOST + "\r\n"),
                arguments("head ended by LF LF", GET.replace("\r\n", "\n") + "\n" + HIDDEN),
                arguments("head ended by CR CR", GET.replace("\r\n", "\r") + "\r" + HIDDEN),
                arguments("two Hosts", GET + "Host: b\r\n\r\n"),
                arguments("Host with space", GET + "Host : b\r\n\r\n"),
                arguments("Host folded", "GET /1 HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"),
                arguments("Host with a path", "GET /1 HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                arguments("Host with a user", "GET /1 HTTP/1.1\r\nHost: a@b\r\n\r\n"),
                arguments("Host with two ports", "GET /1 HTTP/1.1\r\nHost: a:80:81\r\n\r\n"),
                arguments("URI against Host", "GET http://b/ HTTP/1.1\r\n" + HOST + "\r\n"),
                arguments("URI with a user against Host", "GET http://a@b/ HTTP/1.1\r\n" + HOST + "\r\n"),
                arguments("URI with a backslash", "GET http://a\\@b/ HTTP/1.1\r\n" + HOST + "\r\n"),
                arguments("no URI but nearly", "GET @b/ HTTP/1.1\r\n" + HOST + "\r\n"),
                arguments(
                        "body of a CONNECT",
                        "CONNECT a:80 HTTP/1.1\r\n" + HOST + "Content-Length: 45\r\n\r\n" + HIDDEN),
                arguments("GET with a body in 1.0", "GET /1 HTTP/1.0\r\nContent-Length: 45\r\n\r\n" + HIDDEN),
                arguments("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                arguments("garbage before a request", "x" + GET.replace("GET", "\1GET") + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String title, String bytes) {
        Forwarding whole = Forwarding.of(bytes);
        assertThat(whole.forwarded()).isEmpty();
        assertThat(whole.refusal()).isNotNull();
        atAnySplit(bytes, whole);
        String second = GET + "\r\n" + bytes;
        assertThat(Forwarding.of(second)).isEqualTo(new Forwarding(GET + "\r\n", whole.refusal()));
    }

    static Stream<Arguments> forwarded() {
        String get = "GET /1";
        String hidden = "GET /hidden";
        return Stream.of(
                arguments("pipelined", GET + "\r\n" + HIDDEN, new String[] {get, hidden}),
                arguments("empty lines between", GET + "\r\n\r\n\r\n" + HIDDEN, new String[] {get, hidden}),
                arguments("request as a body", POST + "Content-Length: 33\r\n\r\n" + HIDDEN, new String[] {
                    "POST /1 [" + HIDDEN + "]"
                }),
                arguments(
                        "request as a chunk",
                        POST + CHUNKED + "\r\n21\r\n" + HIDDEN + "\r\n0\r\n\r\n" + HIDDEN,
                        new String[] {"POST /1 [" + HIDDEN + "]", hidden}),
                arguments("request as a body of GET", GET + "Content-Length: 33\r\n\r\n" + HIDDEN, new String[] {
                    get + " [" + HIDDEN + "]"
                }),
                arguments("octal or not", POST + "Content-Length: 033\r\n\r\n" + HIDDEN, new String[] {
                    "POST /1 [" + HIDDEN + "]"
                }),
                arguments(
                        "length as a nomination",
                        POST + "Connection: Content-Length\r\nContent-Length: 33\r\n\r\n" + HIDDEN,
                        new String[] {"POST /1 [" + HIDDEN + "]"}),
                arguments(
                        "coding as a nomination",
                        POST + "Connection: transfer-encoding\r\n" + CHUNKED + "\r\n21\r\n" + HIDDEN + "\r\n0\r\n\r\n",
                        new String[] {"POST /1 [" + HIDDEN + "]"}),
                arguments("extension", POST + CHUNKED + "\r\n1;a=\"0\\\"\"\r\nx\r\n0;b\r\n\r\n" + HIDDEN, new String[] {
                    "POST /1 [x]", hidden
                }),
                arguments("trailer", POST + CHUNKED + "\r\n1\r\nx\r\n0\r\nX-A: b\r\n\r\n" + HIDDEN, new String[] {
                    "POST /1 [x]", hidden
                }),
                arguments("newer version", GET.replace("1.1", "1.9") + "\r\n" + HIDDEN, new String[] {get, hidden}),
                arguments(
                        "coding with white space",
                        POST + "Transfer-Encoding:\t chunked \t\r\n\r\n1\r\nx\r\n0\r\n\r\n" + HIDDEN,
                        new String[] {"POST /1 [x]", hidden}),
                arguments(
                        "a name like a length", GET + "X-Content-Length: 33\r\n\r\n" + HIDDEN, new String[] {get, hidden
                        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void forwarded(String title, String bytes, String[] requests) {
        Forwarding whole = Forwarding.of(bytes);
        assertThat(whole.refusal()).isNull();
        for (CredulousServer.Mood mood : CredulousServer.Mood.values()) {
            assertThat(new CredulousServer(mood).requests(whole.forwarded()))
                    .as("%s", mood)
                    .containsExactly(requests);
        }
        atAnySplit(bytes, whole);
    }

    private static void atAnySplit(String bytes, Forwarding expected) {
        assertThat(Forwarding.of(bytes, Reading.everyOctet(bytes))).isEqualTo(expected);
        for (int cut = 1; cut < bytes.length(); cut++) {
            assertThat(Forwarding.of(bytes, cut)).as("split at %d", cut).isEqualTo(expected);
        }
    }
}
