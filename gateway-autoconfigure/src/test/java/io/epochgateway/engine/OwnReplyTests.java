package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ErrorDefinition;
import io.epochgateway.definition.ErrorDefinition.Composed;
import io.epochgateway.definition.ErrorDefinition.File;
import io.epochgateway.definition.ErrorDefinition.Redirection;
import io.epochgateway.definition.ErrorDefinition.Usual;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proxies answer in place of the gateway's own replies. */
class OwnReplyTests {

    private static final String GET = "GET / HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n";
    private static final String USUAL = """
            HTTP/1.1 503 Service Unavailable\r
            content-length: 107\r
            cache-control: no-cache\r
            content-type: text/html\r
            connection: close\r
            \r
            <html><body><h1>503 Service Unavailable</h1>
            No server is available to handle this request.
            </body></html>
            """;

    @TempDir
    private Path files;

    private File file(String content) throws IOException {
        Path file = Files.createTempFile(files, "error", ".http");
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        return new File("test.errorfile.503", file.toString());
    }

    private static HttpSetup on503(ErrorDefinition error) {
        return new HttpSetup().error(503, error);
    }

    private static Setup noServer(HttpSetup front, HttpSetup back) {
        return new Setup().front(front).back(back);
    }

    /** All that comes until the end of the connection. */
    private static String answer(Setup setup, String request) throws IOException {
        try (TestGateway gateway = TestGateway.start(setup);
                RawClient client = gateway.client()) {
            client.send(request);
            return client.rest();
        }
    }

    @Test
    void theGatewaysOwnReplyIsHaproxys() throws IOException {
        assertThat(answer(new Setup(), GET)).isEqualTo(USUAL);
    }

    @Test
    void aFileIsSentAsItIs() throws IOException {
        File own = file("HTTP/1.1 503 Oops\r\nContent-Length: 4\r\nX-Own:  a b \r\n\r\nown\n");
        assertThat(answer(noServer(on503(own), new HttpSetup()), GET))
                .isEqualTo("HTTP/1.1 503 Oops\r\ncontent-length: 4\r\nx-own: a b\r\nconnection: close\r\n\r\nown\n");
    }

    @Test
    void theBackendsReplyWinsOverTheFrontends() throws IOException {
        File front = file("HTTP/1.1 503 Front\r\nContent-Length: 0\r\n\r\n");
        File back = file("HTTP/1.1 503 Back\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer(noServer(on503(front), on503(back)), GET)).startsWith("HTTP/1.1 503 Back\r\n");
        assertThat(answer(noServer(on503(front), new HttpSetup()), GET)).startsWith("HTTP/1.1 503 Front\r\n");
        assertThat(answer(noServer(on503(front), on503(new Usual("test"))), GET))
                .isEqualTo(USUAL);
    }

    @Test
    void aFileWithALengthLeavesTheConnectionOpen() throws IOException {
        File own = file("HTTP/1.1 503 Own\r\nContent-Length: 3\r\n\r\nown");
        try (TestGateway gateway = TestGateway.start(noServer(on503(own), new HttpSetup()));
                RawClient client = gateway.client()) {
            for (int i = 0; i < 3; i++) {
                Message reply = client.get("/");
                assertThat(reply.fields()).containsExactly("content-length: 3");
                assertThat(reply.body()).isEqualTo("own");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 503 Own\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\nown",
                "HTTP/1.1 503 Own\r\nContent-Length: 3\r\nConnection: close\r\n\r\nown",
                "HTTP/1.1 503 Own\nX-Line-Ends: bare\n\nown"
            })
    void aFileWithoutALengthOrWithAWordForItEndsTheConnection(String content) throws IOException {
        try (TestGateway gateway = TestGateway.start(noServer(on503(file(content)), new HttpSetup()));
                RawClient client = gateway.client()) {
            client.sendGet("/");
            String reply = client.rest();
            assertThat(reply).matches("(?s)HTTP/1\\.[01] 503 Own\r\n.*\r\n\r\nown");
            assertThat(reply.contains("\r\nconnection: close\r\n")).isEqualTo(reply.startsWith("HTTP/1.1"));
        }
    }

    @Test
    void anEmptyFileClosesWithoutAWord() throws IOException {
        HttpSetup silent = on503(new File("test", "/dev/null")).error(408, new File("test", "/dev/null"));
        assertThat(answer(noServer(silent, new HttpSetup()), GET)).isEmpty();
        assertThat(answer(noServer(silent, new HttpSetup()).timeoutHttpRequest(100), "GET / HT"))
                .isEmpty();
    }

    @Test
    void aRequestThatIsNoneGetsTheFrontendsFile() throws IOException {
        HttpSetup own = new HttpSetup().error(400, file("HTTP/1.1 400 Own\r\nContent-Length: 0\r\n\r\n"));
        assertThat(answer(new Setup().front(own), "nonsense\r\n\r\n"))
                .isEqualTo("HTTP/1.1 400 Own\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"302,Found", "303,See Other"})
    void aLocationIsWhereToGoInstead(int status, String reason) throws IOException {
        ErrorDefinition there = new Redirection("test", status, "https://example.org/sorry?a=b");
        assertThat(answer(noServer(on503(there), new HttpSetup()), GET))
                .isEqualTo("HTTP/1.1 " + status + " " + reason
                        + "\r\ncache-control: no-cache\r\ncontent-length: 0\r\n"
                        + "location: https://example.org/sorry?a=b\r\nconnection: close\r\n\r\n");
    }

    @Test
    void aReplyIsPutTogether() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Retry-After", "30");
        fields.put("X-B", "c d");
        ErrorDefinition composed = new Composed("test", "text/plain", "slow down", null, fields);
        assertThat(answer(noServer(new HttpSetup(), on503(composed)), GET))
                .isEqualTo("HTTP/1.1 503 Service Unavailable\r\nretry-after: 30\r\nx-b: c d\r\ncontent-length: 9\r\n"
                        + "content-type: text/plain\r\nconnection: close\r\n\r\nslow down");
        ErrorDefinition empty = new Composed("test", null, null, null, Map.of());
        assertThat(answer(noServer(new HttpSetup(), on503(empty)), GET))
                .isEqualTo("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    }

    @Test
    void theBodyOfAReplyMayComeFromAFile() throws IOException {
        String path = file("<p>later</p>").path();
        ErrorDefinition composed = new Composed("test", "text/html", null, path, Map.of());
        assertThat(answer(noServer(on503(composed), new HttpSetup()), GET)).endsWith("\r\n\r\n<p>later</p>");
    }

    @Test
    void aHeadGetsNoBodyOfAnyReply() throws IOException {
        for (ErrorDefinition own : new ErrorDefinition[] {
            file("HTTP/1.1 503 Own\r\nContent-Length: 3\r\n\r\nown"),
            new Composed("test", "text/plain", "own", null, Map.of())
        }) {
            assertThat(answer(noServer(on503(own), new HttpSetup()), GET.replace("GET", "HEAD")))
                    .contains("content-length: 3\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void anOldClientIsToldWhetherItMayAskAgain() throws IOException {
        try (TestGateway gateway = TestGateway.start(new Setup());
                RawClient client = gateway.client()) {
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.reply().field("connection")).isEqualTo("keep-alive");
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(client.reply().field("connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aProgramGetsProblemDetails() throws IOException {
        try (TestGateway gateway = TestGateway.start(new Setup());
                RawClient client = gateway.client()) {
            client.send("GET / HTTP/1.1\r\nHost: gateway\r\nAccept: application/json\r\n\r\n");
            Message reply = client.reply();
            assertThat(reply.fields())
                    .containsExactly(
                            "content-length: " + reply.body().length(),
                            "cache-control: no-cache",
                            "content-type: application/problem+json");
            assertThat(reply.body())
                    .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                            + "\"detail\":\"No server is available to handle this request.\"}\n");
            assertThat(client.get("/").field("content-type")).isEqualTo("text/html");
        }
    }

    @Test
    void anOwnReplyIsNeverJson() throws IOException {
        File own = file("HTTP/1.1 503 Own\r\nContent-Length: 3\r\n\r\nown");
        assertThat(answer(
                        noServer(on503(own), new HttpSetup()),
                        "GET / HTTP/1.1\r\nHost: g\r\nAccept: application/json\r\nConnection: close\r\n\r\n"))
                .endsWith("\r\n\r\nown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no response                                   | the file does not begin with
                    HTTP/1.1 503 A\\r\\nB: c\\r\\n                | the file has no empty line
                    HTTP/1.1 503 A\\r\\nContent-Length: 4\\r\\n\\r\\nabc | the file has a body of 3 bytes, but announces 4
                    HTTP/1.1 503 A\\r\\nB : c\\r\\n\\r\\n         | the file is no valid response (space before colon)
                    """)
    void aFileThatIsNoResponseStopsTheStart(String content, String reason) throws IOException {
        File wrong = file(content.replace("\\r\\n", "\r\n"));
        DefinitionException mistake = catchThrowableOfType(
                DefinitionException.class, () -> TestGateway.start(noServer(on503(wrong), new HttpSetup())));
        assertThat(mistake.property()).isEqualTo("test.errorfile.503");
        assertThat(mistake.value()).isEqualTo(wrong.path());
        assertThat(mistake.reason()).startsWith(reason);
    }

    @Test
    void aFileThatIsMissingStopsTheStart() {
        DefinitionException mistake = catchThrowableOfType(
                DefinitionException.class,
                () -> TestGateway.start(noServer(new HttpSetup(), on503(new File("test", "/no/such/file")))));
        assertThat(mistake.reason()).isEqualTo("there is no such file");
    }
}
