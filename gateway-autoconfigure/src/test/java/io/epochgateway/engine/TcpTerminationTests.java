package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.LogFormat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a session of mode tcp ends: the termination state of its log line. */
class TcpTerminationTests {

    private static final int SHORT = 200;

    /** One way to end. */
    record End(String name, String state, UnaryOperator<Setup> setup, Origin.Behaviour origin, Client client) {

        @Override
        public String toString() {
            return name;
        }
    }

    interface Client {
        void talk(RawClient wire) throws Exception;
    }

    private static final Origin.Behaviour ECHO = connection -> {
        connection.send(connection.read(2));
        connection.isAtEnd();
    };
    private static final Origin.Behaviour ECHO_AND_WAIT = connection -> {
        connection.send(connection.read(2));
        connection.isAtEnd();
        Thread.sleep(10_000);
    };
    private static final Client HELLO = client -> {
        client.send("hi");
        client.read(2);
    };

    private static Client hello(Client then) {
        return client -> {
            HELLO.talk(client);
            then.talk(client);
        };
    }

    static Stream<End> ends() {
        return Stream.of(
                new End("the client ends, then the server", "--", s -> s, ECHO, hello(Wire::endOutput)),
                new End(
                        "the server ends, then the client",
                        "--",
                        s -> s,
                        connection -> connection.send(connection.read(2)),
                        hello(client -> {
                            client.isEnded();
                            client.endOutput();
                        })),
                new End("the client resets", "CD", s -> s, ECHO, hello(Wire::reset)),
                new End(
                        "the server resets",
                        "SD",
                        s -> s,
                        connection -> {
                            connection.send(connection.read(2));
                            connection.read(1);
                            connection.reset();
                        },
                        hello(client -> client.send("x"))),
                new End("both are silent", "cD", s -> s.timeoutClient(SHORT).timeoutServer(SHORT), ECHO, HELLO),
                new End("the client is silent", "cD", s -> s.timeoutClient(SHORT), ECHO, HELLO),
                new End("the server is silent", "sD", s -> s.timeoutServer(SHORT), ECHO, HELLO),
                new End(
                        "the server doesn't end after the client",
                        "sD",
                        s -> s.timeoutFin(SHORT),
                        ECHO_AND_WAIT,
                        hello(Wire::endOutput)),
                new End(
                        "the client doesn't end after the server",
                        "cD",
                        s -> s.timeoutFin(SHORT),
                        connection -> connection.send(connection.read(2)),
                        HELLO),
                new End("nobody", "SC", s -> nobody().retries(0), ECHO, client -> {}),
                new End("no server", "SC", s -> new Setup(), ECHO, client -> {}));
    }

    private static Setup nobody() {
        try (ServerSocket free = new ServerSocket(0)) {
            return new Setup().server(new InetSocketAddress("127.0.0.1", free.getLocalPort()), 1, false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theLogTellsHowASessionEnds(End end) throws Exception {
        try (Origin origin = Origin.that(end.origin());
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(
                        end.setup().apply(Setup.to(origin)).tcp().log(LogFormat.TCPLOG));
                RawClient client = gateway.client()) {
            end.client().talk(client);
            assertThat(state(log.awaitOne())).isEqualTo(end.state());
        }
    }

    static Stream<End> endsInTheQueue() {
        return Stream.of(
                new End("in vain", "sQ", s -> s.timeoutQueue(SHORT), ECHO, client -> client.send("hi")),
                new End("the client resets", "CQ", s -> s, ECHO, Wire::reset),
                new End("the client ends and asked nothing", "CQ", s -> s, ECHO, Wire::endOutput),
                new End("the client ends, with abortonclose", "CQ", Setup::abortonclose, ECHO, client -> {
                    client.send("hi");
                    client.endOutput();
                }),
                new End("the client ends", "sQ", s -> s.timeoutQueue(SHORT), ECHO, client -> {
                    client.send("hi");
                    client.endOutput();
                }));
    }

    @ParameterizedTest
    @MethodSource("endsInTheQueue")
    void theLogTellsHowAWaitForASlotEnds(End end) throws Exception {
        try (Origin origin = Origin.that(end.origin());
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(
                        end.setup().apply(Setup.to(origin)).maxconn(1).tcp().log(LogFormat.TCPLOG));
                RawClient holder = gateway.client()) {
            gateway.awaitServed(1);
            try (RawClient client = gateway.client()) {
                soon().until(() -> gateway.gateway().sessions() == 2);
                end.client().talk(client);
                assertThat(state(log.awaitOne())).isEqualTo(end.state());
            }
            holder.reset();
        }
    }

    @Test
    void aServerThatCanNotBeReachedInTimeIsAConnectTimeout() throws Exception {
        try (Unreachable server = new Unreachable();
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(new Setup()
                        .server(server.address(), 1, false)
                        .retries(1)
                        .timeoutConnect(50)
                        .tcp()
                        .log(LogFormat.TCPLOG));
                RawClient client = gateway.client()) {
            assertThat(client.isEnded()).isTrue();
            assertThat(log.awaitOne()).contains(" sC ").contains("/1 0/0");
        }
    }

    /** Of a line of option tcplog. */
    private static String state(String line) {
        return line.split(" ")[6];
    }
}
