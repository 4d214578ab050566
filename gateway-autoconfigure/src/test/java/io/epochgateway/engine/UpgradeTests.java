package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection of mode tcp that becomes one of HTTP is one in every respect. */
class UpgradeTests {

    private static final String DELAY = "5s";

    /** A frontend of mode tcp that leads to a backend of mode http. */
    private static ConfiguredGateway upgrading(Origin origin) {
        return ConfiguredGateway.withFront(1)
                .set("defaults.mode", "tcp")
                .set("defaults.timeout.client", "10s")
                .set("defaults.timeout.server", "10s")
                .set("defaults.timeout.connect", "5s")
                .set("defaults.option.tcplog", "true")
                .set("frontend.front.tcp-request.inspect-delay", DELAY)
                .set("frontend.front.tcp-request.content[0]", "switch-mode http if HTTP")
                .set("backend.back.mode", "http")
                .server("back/s", origin);
    }

    private static RawClient client(ConfiguredGateway gateway) throws Exception {
        return RawClient.to(gateway.gateway().addresses("front").getFirst());
    }

    @Test
    void aBodyThatComesBehindTheHeadArrivesWholeAndTheConnectionStays() throws Exception {
        try (Origin origin = Origin.answeringWithTheBody();
                ConfiguredGateway gateway = upgrading(origin).start();
                RawClient client = client(gateway)) {
            String body = "0123456789".repeat(20_000);
            client.sendPost("/first", body);
            assertThat(client.reply().body()).isEqualTo(body);
            assertThat(client.post("/second", "more").body()).isEqualTo("more");
            client.send("POST /third HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na");
            client.send("bc\r\n0\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(origin.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HT"})
    void aClientThatIsTooSlowToAskIsTold(String said) throws Exception {
        try (Origin origin = Origin.answering(Origin.OK);
                ConfiguredGateway gateway = upgrading(origin)
                        .set("frontend.front.tcp-request.content[0]", "switch-mode http")
                        .set("frontend.front.timeout.http-request", "200ms")
                        .start();
                RawClient client = client(gateway)) {
            client.send(said);
            assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
            gateway.awaitNoSessions();
            Traffic front = gateway.gateway().frontends().iterator().next().traffic();
            assertThat(front.count(Counter.EREQ)).isEqualTo(1);
            assertThat(origin.accepted()).isZero();
        }
    }

    @Test
    void aClientThatAsksNothingMoreIsLetGoWithoutAWord() throws Exception {
        try (Origin origin = Origin.answering(Origin.OK);
                ConfiguredGateway gateway = upgrading(origin)
                        .set("frontend.front.timeout.http-keep-alive", "100ms")
                        .start();
                RawClient client = client(gateway)) {
            assertThat(client.get("/").status()).isEqualTo(200);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void itMayBecomeATunnelAfterwards() throws Exception {
        try (Origin origin = Origin.that(connection -> {
                    connection.requestHead();
                    connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
                    connection.send(connection.read(4));
                    connection.isAtEnd();
                });
                ConfiguredGateway gateway = upgrading(origin).start();
                RawClient client = client(gateway)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(101);
            client.send("ping");
            assertThat(client.read(4)).isEqualTo("ping");
            client.endOutput();
            assertThat(client.rest()).isEmpty();
            gateway.awaitNoSessions();
        }
    }

    @Test
    void aResponseThatRulesOfTheBackendRefuseEndsATunnelBeforeItBegins() throws Exception {
        try (Origin origin = Origin.that(connection -> {
                    connection.requestHead();
                    connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
                    connection.isAtEnd();
                });
                ConfiguredGateway gateway = upgrading(origin)
                        .set("backend.back.tcp-response.inspect-delay", DELAY)
                        .set("backend.back.tcp-response.content", "reject if { status 101 }")
                        .start();
                RawClient client = client(gateway)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
            assertThat(client.rest()).isEmpty();
            gateway.awaitNoSessions();
            assertThat(gateway.backend("back").traffic().count(Counter.DRESP)).isEqualTo(1);
        }
    }

    @Test
    void rulesOfResponsesAreDecidedWithoutOneWhenTheDelayIsOver() throws Exception {
        try (Origin origin = Origin.thatNeverAnswers();
                ConfiguredGateway gateway = upgrading(origin)
                        .set("backend.back.tcp-response.inspect-delay", "100ms")
                        .set("backend.back.tcp-response.content", "reject if WAIT_END")
                        .start();
                RawClient client = client(gateway)) {
            client.sendGet("/");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aClientThatResetsWhileItsRequestIsReadLeavesNothingBehind() throws Exception {
        try (Origin origin = Origin.answering(Origin.OK);
                ConfiguredGateway gateway = upgrading(origin).start();
                RawClient client = client(gateway)) {
            Traffic front = gateway.gateway().frontends().iterator().next().traffic();
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
            TestGateway.soon().until(() -> front.count(Counter.REQ_TOT) == 1);
            client.reset();
            gateway.awaitNoSessions();
        }
    }
}
