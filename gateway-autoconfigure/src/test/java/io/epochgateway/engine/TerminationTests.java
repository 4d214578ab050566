package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.LogFormat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a request or a session ends: what the client is told, and the status and termination state of the log line. */
class TerminationTests {

    private static final int SHORT = 200;
    private static final String LENGTH_10 = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";
    private static final String UNTIL_CLOSE = "HTTP/1.1 200 OK\r\n\r\nabc";
    private static final String SWITCHED = "HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";
    private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";
    private static final String STALLED = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc";

    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String BAD_CHUNK =
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";

    /**
     * One way to end.
     *
     * @param state status and termination state in the log
     * @param told the status that the client is told; 0 if it is told nothing, or has read it already
     */
    record End(
            String name, String state, int told, UnaryOperator<Setup> setup, Origin.Behaviour origin, Client client) {

        @Override
        public String toString() {
            return name;
        }
    }

    interface Client {
        void talk(RawClient wire, Origin origin) throws Exception;
    }

    private static Origin.Behaviour answers(String answer) {
        return connection -> {
            connection.requestHead();
            connection.answer(answer);
        };
    }

    private static Origin.Behaviour answersAndWaits(String answer) {
        return connection -> {
            connection.requestHead();
            connection.answer(answer);
            connection.countRest();
        };
    }

    private static Origin.Behaviour resetsAfter(String answer) {
        return connection -> {
            connection.requestHead();
            connection.answer(answer);
            connection.isAtEnd();
            connection.reset();
        };
    }

    private static final Origin.Behaviour SILENT = Origin.Connection::countRest;
    private static final Origin.Behaviour HEARS = connection -> {
        connection.requestHead();
        connection.countRest();
    };

    private static Client sends(String text) {
        return (client, origin) -> client.send(text);
    }

    private static Client reaches(String text, Client then) {
        return (client, origin) -> {
            client.send(text);
            soon().until(() -> origin.mostServing() == 1);
            then.talk(client, origin);
        };
    }

    private static final Client ENDS = (client, origin) -> client.endOutput();
    private static final Client RESETS = (client, origin) -> client.reset();

    static Stream<End> ofRequests() {
        return Stream.of(
                new End("no byte in time", "408 cR--", 408, s -> s.timeoutHttpRequest(SHORT), SILENT, sends("")),
                new End(
                        "half a head in time",
                        "408 cR--",
                        408,
                        s -> s.timeoutHttpRequest(SHORT),
                        SILENT,
                        sends("GET ")),
                new End("half a head, then the end", "400 CR--", 400, s -> s, SILENT, (client, origin) -> {
                    client.send("GET / HT");
                    client.endOutput();
                }),
                new End("half a head, then a reset", "400 CR--", 0, s -> s, SILENT, (client, origin) -> {
                    client.send("GET / HT");
                    client.reset();
                }),
                new End("no HTTP", "400 PR--", 400, s -> s, SILENT, sends("G@T\0 / HTTP/1.1\r\n\r\n")),
                new End(
                        "a body that is none",
                        "400 PH--",
                        400,
                        s -> s,
                        HEARS,
                        reaches(BAD_CHUNK, (client, origin) -> client.send("zz\r\n"))),
                new End(
                        "half a body in time",
                        "408 cH--",
                        408,
                        s -> s.timeoutClient(SHORT),
                        HEARS,
                        reaches(STALLED, (client, origin) -> {})),
                new End(
                        "half a body, and the server's patience ends first",
                        "504 sH--",
                        504,
                        s -> s.timeoutServer(SHORT),
                        HEARS,
                        reaches(STALLED, (client, origin) -> {})),
                new End("half a body, then the end", "-1 CD--", 0, s -> s, HEARS, reaches(STALLED, ENDS)),
                new End("half a body, then a reset", "-1 CD--", 0, s -> s, HEARS, reaches(STALLED, RESETS)),
                new End("a reset while the answer is awaited", "-1 CH--", 0, s -> s, HEARS, reaches(GET, RESETS)),
                new End(
                        "its end, then a reset, while the answer is awaited",
                        "-1 CH--",
                        0,
                        s -> s,
                        HEARS,
                        reaches(GET, (client, origin) -> {
                            client.endOutput();
                            client.reset();
                        })),
                new End(
                        "its end while the answer is awaited, with abortonclose",
                        "400 CH--",
                        400,
                        Setup::abortonclose,
                        HEARS,
                        reaches(GET, ENDS)),
                new End(
                        "its end while the answer is awaited",
                        "504 sH--",
                        504,
                        s -> s.timeoutServer(SHORT),
                        HEARS,
                        reaches(GET, ENDS)),
                new End(
                        "its end during the answer, with abortonclose",
                        "200 CD--",
                        0,
                        Setup::abortonclose,
                        answersAndWaits(LENGTH_10),
                        (client, origin) -> {
                            client.send(GET);
                            client.read(3);
                            client.endOutput();
                        }),
                new End(
                        "a reset during the answer",
                        "200 CD--",
                        0,
                        s -> s,
                        answersAndWaits(LENGTH_10),
                        (client, origin) -> {
                            client.send(GET);
                            client.read(3);
                            client.reset();
                        }),
                new End(
                        "a body to be buffered comes not",
                        "408 cR--",
                        408,
                        s -> s.bufferRequest().timeoutHttpRequest(SHORT),
                        SILENT,
                        sends(STALLED)),
                new End("a body to be buffered ends", "-1 CR--", 0, Setup::bufferRequest, SILENT, (client, origin) -> {
                    client.send(STALLED);
                    client.endOutput();
                }),
                new End(
                        "a body to be buffered is none",
                        "400 PR--",
                        400,
                        Setup::bufferRequest,
                        SILENT,
                        (client, origin) -> {
                            client.send(BAD_CHUNK);
                            client.send("zz\r\n");
                        }),
                new End(
                        "an early answer, the rest comes not",
                        "200 cD--",
                        200,
                        s -> s.timeoutClient(SHORT),
                        answers(OK),
                        sends(STALLED)),
                new End("an early answer, then the end", "200 CD--", 0, s -> s, answers(OK), (client, origin) -> {
                    client.send(STALLED);
                    client.read(20);
                    client.endOutput();
                }));
    }

    static Stream<End> ofServers() {
        return Stream.of(
                new End("all well", "200 ----", 200, s -> s, answersAndWaits(OK), sends(GET)),
                new End("no answer in time", "504 sH--", 504, s -> s.timeoutServer(SHORT), HEARS, sends(GET)),
                new End(
                        "half a head in time",
                        "504 sH--",
                        504,
                        s -> s.timeoutServer(SHORT),
                        answersAndWaits("HTTP/1.1 2"),
                        sends(GET)),
                new End("no answer, then the end", "502 SH--", 502, s -> s, Origin.Connection::requestHead, sends(GET)),
                new End(
                        "no answer, then a reset",
                        "502 SH--",
                        502,
                        s -> s,
                        connection -> {
                            connection.requestHead();
                            connection.reset();
                        },
                        sends(GET)),
                new End(
                        "half a head, then the end",
                        "502 SH--",
                        502,
                        s -> s,
                        answers("HTTP/1.1 200 OK\r\nA"),
                        sends(GET)),
                new End("no HTTP", "502 PH--", 502, s -> s, answersAndWaits("junk\r\n\r\n"), sends(GET)),
                new End("a body cut short", "200 SD--", 200, s -> s, answers(LENGTH_10), sends(GET)),
                new End("a chunked body cut short", "200 SD--", 200, s -> s, answers(CHUNKED), sends(GET)),
                new End("the end as it should be", "200 ----", 200, s -> s, answers(UNTIL_CLOSE), sends(GET)),
                new End(
                        "a body stalled",
                        "200 sD--",
                        200,
                        s -> s.timeoutServer(SHORT),
                        answersAndWaits(LENGTH_10),
                        sends(GET)),
                new End(
                        "a chunked body stalled",
                        "200 sD--",
                        200,
                        s -> s.timeoutServer(SHORT),
                        answersAndWaits(CHUNKED),
                        sends(GET)),
                new End("no chunk at once", "502 PH--", 502, s -> s, answersAndWaits(CHUNKED + "zz\r\n"), sends(GET)),
                new End(
                        "no chunk later",
                        "200 PD--",
                        0,
                        s -> s,
                        connection -> {
                            connection.requestHead();
                            connection.answer(CHUNKED);
                            // the client has it, and says so
                            connection.read(1);
                            connection.send("zz\r\n");
                            connection.countRest();
                        },
                        (client, origin) -> {
                            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n");
                            client.read(3);
                            client.send("x");
                        }),
                new End("nobody", "503 SC--", 503, s -> refusing().retries(0), SILENT, sends(GET)),
                new End("no server", "503 SC--", 503, s -> new Setup(), SILENT, sends(GET)),
                new End("an upgrade ended by both", "101 ----", 0, s -> s, answers(SWITCHED), (client, origin) -> {
                    client.send(UPGRADE);
                    client.read(12);
                    client.endOutput();
                }),
                new End(
                        "an upgrade reset by the client",
                        "101 CD--",
                        0,
                        s -> s,
                        answersAndWaits(SWITCHED),
                        (client, origin) -> {
                            client.send(UPGRADE);
                            client.read(12);
                            client.reset();
                        }),
                new End(
                        "an upgrade reset by the server",
                        "101 SD--",
                        0,
                        s -> s,
                        resetsAfter(SWITCHED),
                        (client, origin) -> {
                            client.send(UPGRADE);
                            client.read(12);
                            client.send("x");
                        }),
                new End(
                        "an upgrade forgotten by the client",
                        "101 cD--",
                        101,
                        s -> s.timeoutClient(SHORT),
                        answersAndWaits(SWITCHED),
                        sends(UPGRADE)),
                new End(
                        "an upgrade forgotten by the server",
                        "101 sD--",
                        101,
                        s -> s.timeoutServer(SHORT),
                        answersAndWaits(SWITCHED),
                        sends(UPGRADE)));
    }

    private static Setup refusing() {
        try (ServerSocket free = new ServerSocket(0)) {
            return new Setup().server(new InetSocketAddress("127.0.0.1", free.getLocalPort()), 1, false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource({"ofRequests", "ofServers"})
    void theClientIsToldAndTheLogTellsHowARequestEnds(End end) throws Exception {
        try (Origin origin = Origin.that(end.origin());
                LogLines log = LogLines.listen();
                TestGateway gateway =
                        TestGateway.start(end.setup().apply(Setup.to(origin)).log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            end.client().talk(client, origin);
            if (end.told() > 0) {
                assertThat(client.head().status()).isEqualTo(end.told());
            }
            assertThat(state(log.awaitOne())).isEqualTo(end.state());
        }
    }

    /** Status and termination state of a line of option httplog. */
    private static String state(String line) {
        String[] fields = line.split(" ");
        return fields[5] + ' ' + fields[9];
    }
}
