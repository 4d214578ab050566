package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What traffic tells of servers, and what becomes of traffic when servers go down or come up. */
class ObserveTests {

    private final ConfiguredGateway gateway = new ConfiguredGateway();
    private final AtomicReference<String> answer = new AtomicReference<>(Origin.OK);

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Origin origin() throws IOException {
        return Origin.that(connection -> {
            while (connection.request()) {
                connection.send(answer.get());
            }
        });
    }

    private RawClient client(String frontend) throws IOException {
        return RawClient.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port(frontend)));
    }

    @ParameterizedTest
    @CsvSource({
        "500, fail-check, 3, 3, UP",
        "500, mark-down, 3, 0, DOWN",
        "500, sudden-death, 5, 2, UP",
        "500, fastinter, 3, 4, UP",
        "404, mark-down, 3, 4, UP",
        "501, mark-down, 3, 4, UP",
        "505, mark-down, 3, 4, UP"
    })
    void errorsInARowDoWhatOnErrorSays(int status, String onError, int fall, int count, ServerState state)
            throws IOException {
        try (Origin origin = origin();
                Origin check = Origin.answering(Origin.OK)) {
            gateway.set("listen.be.bind", "127.0.0.1:0")
                    .set(
                            "listen.be.server.s1",
                            "127.0.0.1:" + origin.address().getPort() + " check inter 10m fall " + fall + " port "
                                    + check.address().getPort() + " observe layer7 error-limit 2 on-error " + onError)
                    .start();
            Server server = gateway.server("be/s1");
            soon().until(() -> server.check().count().count() == fall + 1);
            answer.set("HTTP/1.1 " + status + " X\r\ncontent-length: 0\r\n\r\n");
            boolean bad = status == 500;
            boolean alarm = bad && !onError.equals("fastinter");
            try (RawClient client = client("be")) {
                assertThat(client.get("/").status()).isEqualTo(status);
                assertThat(client.get("/").status()).isEqualTo(status);
            }
            soon().until(() -> server.alarms() == (bad ? 1 : 0));
            if (alarm) {
                soon().until(() -> server.check().last().status().name().equals("HANA"));
                assertThat(server.check().last().info())
                        .isEqualTo("Detected 2 consecutive errors, last one was: Wrong http response");
            }
            soon().until(() -> server.state() == state);
            if (!onError.equals("fastinter")) {
                int expected = onError.equals("sudden-death") ? 2 : bad ? count : fall + 1;
                assertThat(server.check().count().count()).isEqualTo(expected);
            }
        }
    }

    @Test
    void connectionsThatAreRefusedAreErrorsOfBothLayers() throws IOException {
        try (Origin check = Origin.answering(Origin.OK)) {
            gateway.set("listen.be.bind", "127.0.0.1:0")
                    .set("listen.be.retries", "0")
                    .set(
                            "listen.be.server.s1",
                            "127.0.0.1:1 check inter 10m port "
                                    + check.address().getPort() + " observe layer4 error-limit 2 on-error mark-down")
                    .start();
            Server server = gateway.server("be/s1");
            soon().until(() -> server.check().count().count() == 4);
            for (int i = 0; i < 2; i++) {
                try (RawClient client = client("be")) {
                    assertThat(client.get("/").status()).isEqualTo(503);
                }
            }
            soon().until(() -> server.state() == ServerState.DOWN);
            soon().until(() -> !gateway.lines().isEmpty());
            assertThat(gateway.lines().getFirst())
                    .startsWith("Server be/s1 is DOWN, reason: Health analyze, info: \"Detected 2 consecutive errors,"
                            + " last one was: L4 unsuccessful connection\". 0 active and 0 backup servers left.");
        }
    }

    /** The endings are those of HAProxy 2.6, which was asked with the same configuration. */
    @ParameterizedTest
    @CsvSource({
        "http, on-marked-down shutdown-sessions, '', 502, DH",
        "http, on-marked-down shutdown-sessions, 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc', 200, DD",
        "tcp, on-marked-down shutdown-sessions, '', 0, D-",
        "http, '', '', 502, KH",
        "tcp, '', '', 0, K-"
    })
    void theSessionsOfAServerEndWithIt(String mode, String words, String begun, int status, String ending)
            throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    if (connection.request()) {
                        connection.send(begun.translateEscapes());
                        connection.isEnded();
                    }
                });
                LogLines log = LogLines.listen()) {
            gateway.set("listen.be.bind", "127.0.0.1:0")
                    .set("listen.be.mode", mode)
                    .set("listen.be.option." + mode + "log", "true")
                    .set("listen.be.server.s1", "127.0.0.1:" + origin.address().getPort() + " " + words)
                    .start();
            try (RawClient client = client("be")) {
                client.sendGet("/");
                soon().until(() -> origin.requests().size() == 1);
                if (!begun.isEmpty()) {
                    assertThat(client.head().status()).isEqualTo(status);
                }
                Server server = gateway.server("be/s1");
                if (words.isEmpty()) {
                    gateway.gateway().shutDownSessions(server);
                } else {
                    gateway.states("be/s1").operate(server, Operation.STOPPED, ", changed from CLI");
                }
                if (begun.isEmpty() && status > 0) {
                    assertThat(client.reply().status()).isEqualTo(status);
                }
                assertThat(client.howItEnds()).isNotNull();
            }
            assertThat(log.awaitOne()).contains(" " + ending);
        }
    }

    @Test
    void theSessionsOfBackupsEndWhenAnActiveServerComesUp() throws IOException {
        try (Origin origin = Origin.thatNeverAnswers();
                LogLines log = LogLines.listen()) {
            gateway.set("listen.be.bind", "127.0.0.1:0")
                    .set("listen.be.option.httplog", "true")
                    .set("listen.be.server.s1", "127.0.0.1:1 on-marked-up shutdown-backup-sessions")
                    .set("listen.be.server.s2", "127.0.0.1:" + origin.address().getPort() + " backup")
                    .start();
            Server server = gateway.server("be/s1");
            gateway.states("be/s1").operate(server, Operation.STOPPED, "");
            try (RawClient client = client("be")) {
                client.sendGet("/");
                soon().until(() -> origin.accepted() == 1);
                soon().until(() -> gateway.server("be/s2").served() == 1);
                gateway.states("be/s1").operate(server, Operation.RUNNING, "");
                assertThat(client.reply().status()).isIn(502, 503);
            }
            assertThat(log.awaitOne()).containsPattern(" U[HC]-- ");
        }
    }
}
