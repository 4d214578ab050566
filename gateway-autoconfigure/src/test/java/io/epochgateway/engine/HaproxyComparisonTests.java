package io.epochgateway.engine;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.LogFormat;
import io.epochgateway.stats.Counter;
import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same traffic through HAProxy and through the gateway leaves the same lines and the same figures. */
class HaproxyComparisonTests {

    private static final String CUT = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc";

    private static final int TIMERS = 4;
    private static final int HTTP_TIMERS = 5;

    private static final List<Counter> RESPONSES =
            List.of(Counter.HRSP_1XX, Counter.HRSP_2XX, Counter.HRSP_3XX, Counter.HRSP_4XX, Counter.HRSP_5XX);
    private static final List<Counter> FRONTEND =
            with(RESPONSES, Counter.STOT, Counter.CONN_TOT, Counter.EREQ, Counter.DREQ, Counter.INTERCEPTED);
    private static final List<Counter> SERVER = with(
            RESPONSES,
            Counter.STOT,
            Counter.LBTOT,
            Counter.ECON,
            Counter.ERESP,
            Counter.WRETR,
            Counter.WREDIS,
            Counter.CLI_ABRT,
            Counter.SRV_ABRT,
            Counter.CONNECT,
            Counter.REUSE);
    private static final List<Counter> BACKEND = with(SERVER, Counter.DREQ);

    private static List<Counter> with(List<Counter> some, Counter... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /**
     * What a client does.
     *
     * @param lines how many lines that leaves
     */
    record Traffic(String name, Origin.Behaviour origin, int lines, Client client) {

        @Override
        public String toString() {
            return name;
        }
    }

    interface Client {
        void talk(RawClient wire) throws Exception;
    }

    @BeforeEach
    void haproxyIsInstalled() {
        HaproxyProcess.assumeInstalled();
    }

    private static Origin.Behaviour answering(String answer) {
        return connection -> {
            while (connection.request()) {
                connection.answer(answer);
            }
        };
    }

    static Stream<Traffic> http() {
        Origin.Behaviour ok = answering(Origin.OK);
        Semaphore headSeen = new Semaphore(0);
        return Stream.of(
                new Traffic("ok", ok, 1, client -> client.get("/a?b=c")),
                new Traffic("three requests", ok, 3, client -> {
                    client.get("/1");
                    client.post("/2", "body");
                    client.get("/3");
                }),
                new Traffic("pipelined", ok, 2, client -> {
                    client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
                    client.reply();
                    client.reply();
                }),
                new Traffic("HTTP/1.0", ok, 1, client -> {
                    client.send("GET / HTTP/1.0\r\n\r\n");
                    client.reply();
                }),
                new Traffic("absolute form", ok, 1, client -> {
                    client.send("GET http://x/abs HTTP/1.1\r\nHost: x\r\n\r\n");
                    client.reply();
                }),
                new Traffic("long target", ok, 1, client -> client.get("/" + "a".repeat(3000))),
                new Traffic(
                        "404", answering("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"), 1, client -> client.get("/")),
                new Traffic(
                        "500", answering("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"), 1, client -> client.get("/")),
                new Traffic(
                        "chunked",
                        answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                        1,
                        client -> client.get("/")),
                new Traffic("until close", Origin.Connection::request, 1, client -> client.get("/")),
                new Traffic(
                        "server says nothing of value",
                        connection -> {
                            connection.request();
                            connection.answer("junk\r\n\r\n");
                        },
                        1,
                        client -> client.get("/")),
                new Traffic(
                        "server cuts the body",
                        connection -> {
                            connection.request();
                            connection.answer(CUT);
                        },
                        1,
                        client -> {
                            client.sendGet("/");
                            client.countRest();
                        }),
                new Traffic(
                        "server stalls in the body",
                        connection -> {
                            connection.request();
                            connection.answer(CUT);
                            connection.isEnded();
                        },
                        1,
                        client -> {
                            client.sendGet("/");
                            client.countRest();
                        }),
                new Traffic(
                        "server never answers",
                        connection -> {
                            connection.request();
                            connection.isEnded();
                        },
                        1,
                        client -> client.get("/")),
                new Traffic(
                        "upgrade",
                        connection -> {
                            connection.requestHead();
                            connection.answer("HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nhello");
                            connection.isEnded();
                        },
                        1,
                        client -> {
                            client.send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n");
                            client.reply();
                            client.read(5);
                        }),
                new Traffic("nothing at all", ok, 1, client -> {}),
                new Traffic("a part of a request", ok, 1, client -> client.send("GET / HT")),
                new Traffic("silence", ok, 1, client -> client.countRest()),
                new Traffic("a part of a request, then silence", ok, 1, client -> {
                    client.send("GET / HTTP/1.1\r\nHost: ");
                    client.countRest();
                }),
                new Traffic("a part of a second request", ok, 2, client -> {
                    client.get("/");
                    client.send("GET / HT");
                }),
                new Traffic("no HTTP", ok, 1, client -> {
                    client.send("G@T\0 / HTTP/1.1\r\n\r\n");
                    client.countRest();
                }),
                new Traffic("no field", ok, 1, client -> {
                    client.send("GET / HTTP/1.1\r\nHost: x\r\nb ad: x\r\n\r\n");
                    client.countRest();
                }),
                new Traffic(
                        "a part of a body",
                        connection -> {
                            connection.requestHead();
                            headSeen.release();
                            connection.countRest();
                        },
                        1,
                        client -> {
                            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
                            headSeen.acquire();
                        }),
                new Traffic(
                        "the client leaves in the body",
                        connection -> {
                            connection.request();
                            connection.answer("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n");
                            while (true) {
                                connection.send("x".repeat(100_000));
                            }
                        },
                        1,
                        client -> {
                            client.sendGet("/");
                            client.read(100);
                            client.reset();
                        }));
    }

    @ParameterizedTest
    @MethodSource
    void http(Traffic traffic, @TempDir Path directory) throws Exception {
        try (Origin origin = Origin.that(traffic.origin())) {
            compare(traffic, "http", origin.address(), directory);
        }
    }

    static Stream<Traffic> httpToNobody() {
        return Stream.of(new Traffic("refused", answering(""), 1, client -> client.get("/")));
    }

    @ParameterizedTest
    @MethodSource
    void httpToNobody(Traffic traffic, @TempDir Path directory) throws Exception {
        compare(traffic, "http", nobody(), directory);
    }

    static Stream<Traffic> tcp() {
        Origin.Behaviour echo = connection -> connection.send(connection.read(5));
        return Stream.of(
                new Traffic("the server ends first", echo, 1, client -> {
                    client.send("hello");
                    client.rest();
                }),
                new Traffic(
                        "the client resets",
                        connection -> {
                            connection.send(connection.read(5));
                            connection.isEnded();
                        },
                        1,
                        client -> {
                            client.send("hello");
                            client.read(5);
                            client.reset();
                        }));
    }

    @ParameterizedTest
    @MethodSource
    void tcp(Traffic traffic, @TempDir Path directory) throws Exception {
        try (Origin origin = Origin.that(traffic.origin())) {
            compare(traffic, "tcp", origin.address(), directory);
        }
    }

    static Stream<Traffic> tcpToNobody() {
        return Stream.of(new Traffic("refused", answering(""), 1, client -> client.countRest()));
    }

    @ParameterizedTest
    @MethodSource
    void tcpToNobody(Traffic traffic, @TempDir Path directory) throws Exception {
        compare(traffic, "tcp", nobody(), directory);
    }

    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
        }
    }

    private static void compare(Traffic traffic, String mode, InetSocketAddress server, Path directory)
            throws Exception {
        assertThat(ofTheGateway(traffic, mode, server)).isEqualTo(ofHaproxy(traffic, mode, server, directory));
    }

    /** What is left of some traffic. */
    record Trace(List<String> lines, Map<String, Long> frontend, Map<String, Long> backend, Map<String, Long> server) {}

    private static Trace ofHaproxy(Traffic traffic, String mode, InetSocketAddress server, Path directory)
            throws Exception {
        List<String> defaults = List.of(
                "mode " + mode,
                "option " + mode + "log",
                "retries 1",
                "timeout client 10s",
                "timeout server 500",
                "timeout connect 500",
                "timeout http-request 500");
        List<String> servers = List.of("server s0 127.0.0.1:" + server.getPort());
        try (HaproxyLog haproxy = HaproxyLog.start(directory, defaults, servers)) {
            talk(traffic, haproxy.address());
            List<String> lines = haproxy.await(traffic.lines());
            Map<String, Map<String, String>> rows = haproxy.statistics();
            return new Trace(
                    comparable(lines),
                    counters(FRONTEND, rows.get("front/FRONTEND")),
                    counters(BACKEND, rows.get("back/BACKEND")),
                    counters(SERVER, rows.get("back/s0")));
        }
    }

    private static Map<String, Long> counters(List<Counter> counters, Map<String, String> row) {
        return counters(counters, counter -> {
            String value = row.get(counter.column());
            return value.isEmpty() ? 0 : Long.parseLong(value);
        });
    }

    private static Map<String, Long> counters(List<Counter> counters, ToLongFunction<Counter> value) {
        return counters.stream().collect(toMap(Counter::column, value::applyAsLong));
    }

    private static Trace ofTheGateway(Traffic traffic, String mode, InetSocketAddress server) throws Exception {
        Setup setup = Setup.to()
                .server(server, 1, false)
                .retries(1)
                .timeoutServer(500)
                .timeoutConnect(500)
                .timeoutHttpRequest(500);
        setup = mode.equals("tcp") ? setup.tcp().log(LogFormat.TCPLOG) : setup.log(LogFormat.HTTPLOG);
        try (LogLines lines = LogLines.listen();
                TestGateway gateway = TestGateway.start(setup)) {
            talk(traffic, gateway.address());
            List<String> written = lines.await(traffic.lines());
            Gateway running = gateway.gateway();
            return new Trace(
                    comparable(written),
                    counters(FRONTEND, running.frontends().iterator().next().traffic()::count),
                    counters(BACKEND, running.backends().iterator().next().traffic()::count),
                    counters(SERVER, gateway.servers().servers().getFirst().traffic()::count));
        }
    }

    private static void talk(Traffic traffic, InetSocketAddress proxy) throws Exception {
        try (RawClient client = RawClient.to(proxy)) {
            traffic.client().talk(client);
        }
    }

    private static List<String> comparable(List<String> lines) {
        return lines.stream().map(HaproxyComparisonTests::comparable).toList();
    }

    /** The line without what differs from run to run, and without how many bytes there were. */
    private static String comparable(String line) {
        String[] fields = line.split(" ");
        assertThat(fields[0]).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(fields[1]).matches("\\[\\d\\d/\\w{3}/\\d{4}(:\\d\\d){3}\\.\\d{3}]");
        fields[0] = "client";
        fields[1] = "date";
        fields[TIMERS] = fields[TIMERS].replaceAll("(?<!-)\\d+", "t");
        int bytes = fields[TIMERS].split("/").length == HTTP_TIMERS ? TIMERS + 2 : TIMERS + 1;
        fields[bytes] = fields[bytes].replaceAll("[1-9]\\d*", "bytes");
        return String.join(" ", fields);
    }
}
