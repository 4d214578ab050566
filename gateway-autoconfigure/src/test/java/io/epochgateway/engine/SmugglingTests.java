package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.http.MessageTable;
import io.epochgateway.http.MessageTable.Row;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that two readers could cut differently (RFC 9112 section 11.2), through one gateway: their statuses, what the
 * server sees of them octet by octet, and that neither the next request on the connection nor that of another client on
 * the same server connection is touched. The tables are {@code requests.txt} and {@code responses.txt}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SmugglingTests {

    private static final String ASK = "GET /ask HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LAST = "GET /last HTTP/1.1\r\nHost: a\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String CLOSED = " closed";

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile Row response = new Row("", "", "", "");
    private final Origin origin = Origin.that(this::serve);
    private final TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1));
    private final RawClient other = RawClient.to(gateway.address());

    SmugglingTests() throws IOException {}

    @AfterAll
    void stop() {
        other.close();
        gateway.close();
        origin.close();
    }

    private void serve(Origin.Connection connection) throws IOException {
        while (!connection.isAtEnd()) {
            String request = request(connection);
            seen.add(request);
            String target = request.split(" ")[1];
            if (!target.equals("/ask")) {
                String body = request.startsWith("HEAD ") ? "" : target;
                connection.answer("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + body);
                continue;
            }
            connection.answer(response.message());
            if (response.title().startsWith("[close]")) {
                return;
            }
        }
    }

    /** Every octet of one request. */
    private static String request(Origin.Connection in) throws IOException {
        StringBuilder octets = new StringBuilder();
        int length = 0;
        boolean chunked = false;
        for (String line = line(in, octets); !line.isEmpty(); line = line(in, octets)) {
            String[] field = line.toLowerCase(Locale.ROOT).split(":", 2);
            length = field[0].equals("content-length") ? Integer.parseInt(field[1].strip()) : length;
            chunked |= field[0].equals("transfer-encoding");
        }
        if (!chunked) {
            return octets.append(in.read(length)).toString();
        }
        for (int size = size(in, octets); size > 0; size = size(in, octets)) {
            octets.append(in.read(size + 2));
        }
        while (!line(in, octets).isEmpty()) {
            // trailers
        }
        return octets.toString();
    }

    private static int size(Origin.Connection in, StringBuilder octets) throws IOException {
        return Integer.parseInt(line(in, octets), 16);
    }

    private static String line(Origin.Connection in, StringBuilder octets) throws IOException {
        String line = in.line();
        octets.append(line).append("\r\n");
        return line;
    }

    static List<Row> requests() {
        return MessageTable.requests();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void theServerSeesNoOtherRequestsThanTheGateway(Row row) throws IOException {
        check(row, 0);
        check(row, row.message().length() / 2);
        check(row, row.message().length());
    }

    private void check(Row row, int cut) throws IOException {
        seen.clear();
        String replies = exchange(row.message(), cut);
        assertOutcome(row, replies);
        boolean served = !row.outcome().endsWith(CLOSED);
        assertThat(String.join("", seen))
                .as("split at %d", cut)
                .isEqualTo(forwarded(row) + (served ? LAST + "\r\n" : ""));
        assertTheOtherClientIsServed();
    }

    private static String forwarded(Row row) {
        boolean sent = row.forwarded().isEmpty() && row.outcome().startsWith("200");
        return sent ? row.message() : row.forwarded();
    }

    private void assertOutcome(Row row, String replies) {
        boolean closed = row.outcome().endsWith(CLOSED);
        String expected = closed ? row.outcome().replace(CLOSED, "") : row.outcome() + " 200";
        assertThat(STATUS.matcher(replies)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.joining(" ")))
                .as(replies)
                .isEqualTo(expected);
        assertThat(replies.endsWith("\r\n\r\n/last")).as(replies).isNotEqualTo(closed);
        assertThat(replies).doesNotContain("poison");
    }

    private void assertTheOtherClientIsServed() throws IOException {
        assertThat(other.get("/other").body()).isEqualTo("/other");
    }

    /** Sends the message and one more request, cut there; what comes until the gateway closes. */
    private String exchange(String message, int cut) throws IOException {
        try (RawClient client = gateway.client()) {
            client.send(message.substring(0, cut));
            try {
                client.send(message.substring(cut) + LAST + "Connection: close\r\n\r\n");
            } catch (SocketException closedAlready) {
                // the first part was enough for that
            }
            return client.rest();
        }
    }

    static List<Row> responses() {
        return MessageTable.responses();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void theClientSeesNoOtherResponsesThanTheGateway(Row row) throws IOException {
        response = row;
        assertOutcome(row, exchange(ASK, 0));
        assertTheOtherClientIsServed();
    }

    /** A second response must not wait on the connection for the next request, of whomever it is. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void theNextRequestGetsItsOwnResponse(Row row) throws IOException {
        response = row;
        if (!row.outcome().endsWith(CLOSED)) {
            try (RawClient client = gateway.client()) {
                client.send(ASK);
                String start = client.head().startLine();
                assertThat(start).contains(row.outcome().split(" ")[0]);
            }
            assertTheOtherClientIsServed();
        }
    }

    @Test
    void theTablesAreAsLargeAsPromised() {
        assertThat(MessageTable.requests())
                .hasSizeGreaterThan(150)
                .extracting(Row::title)
                .doesNotHaveDuplicates();
        assertThat(MessageTable.responses())
                .hasSizeGreaterThan(50)
                .extracting(Row::title)
                .doesNotHaveDuplicates();
    }
}
