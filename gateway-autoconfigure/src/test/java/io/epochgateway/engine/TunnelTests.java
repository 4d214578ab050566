package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Requests that turn a connection into a tunnel. */
class TunnelTests {

    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: gateway\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";

    /** Greets, then sends everything back until the end. */
    private static Origin echoAfter(String answer) {
        return Origin.that(connection -> {
            connection.request();
            connection.send(answer + "hello");
            while (!connection.isAtEnd()) {
                connection.send(connection.read(1));
            }
            connection.send("bye");
        });
    }

    /** RFC 9110 section 7.8 */
    @Test
    void anUpgradeBecomesATunnelAndBytesThatComeEarlyAreNotLost() throws IOException {
        try (Origin origin = echoAfter(SWITCH);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(UPGRADE + "early");
            Message head = client.head();
            assertThat(head.status()).isEqualTo(101);
            assertThat(head.field("Upgrade")).isEqualTo("echo");
            assertThat(head.field("Connection")).isEqualTo("upgrade");
            assertThat(origin.requests().getFirst().field("Upgrade")).isEqualTo("echo");
            assertThat(client.read(10)).isEqualTo("helloearly");
            client.send("more");
            assertThat(client.read(4)).isEqualTo("more");
            assertThat(gateway.served()).isEqualTo(1);
            client.endOutput();
            assertThat(client.rest()).isEqualTo("bye");
        }
    }

    /** RFC 9110 section 9.3.6 */
    @Test
    void connectBecomesATunnelThatEndsWhenTheClientHasGone() throws IOException {
        try (Origin origin = echoAfter("HTTP/1.1 200 OK\r\n\r\n");
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send("CONNECT origin:80 HTTP/1.1\r\nHost: origin:80\r\n\r\nearly");
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.read(10)).isEqualTo("helloearly");
            client.reset();
            gateway.awaitServed(0);
            soon().until(() -> origin.connections() == 0);
        }
    }

    @Test
    void aFinWithTheUpgradeIsPassedOnAfterTheEarlyBytes() throws IOException {
        try (Origin origin = echoAfter(SWITCH);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(UPGRADE + "early");
            client.endOutput();
            assertThat(client.head().status()).isEqualTo(101);
            assertThat(client.rest()).isEqualTo("helloearlybye");
        }
    }

    @Test
    void aServerThatSwitchesUnaskedIsAnswered502() throws IOException {
        try (Origin origin = echoAfter(SWITCH);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);
        }
    }

    @Test
    void aServerThatRequiresAnUpgradeSaysToWhatAndTheConnectionStays() throws IOException {
        try (Origin origin = Origin.answering(
                        "HTTP/1.1 426 Upgrade Required\r\nUpgrade: echo\r\nConnection: upgrade\r\nContent-Length: 0\r\n\r\n",
                        Origin.OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            Message required = client.get("/");
            assertThat(required.status()).isEqualTo(426);
            assertThat(required.field("Upgrade")).isEqualTo("echo");
            assertThat(required.field("Connection")).isEqualTo("upgrade");
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void anIdleTunnelIsClosed() throws IOException {
        try (Origin origin = echoAfter(SWITCH);
                TestGateway gateway = TestGateway.start(Setup.to(origin).timeoutServer(100));
                RawClient client = gateway.client()) {
            client.send(UPGRADE);
            assertThat(client.head().status()).isEqualTo(101);
            assertThat(client.rest()).isEqualTo("hello");
            soon().until(() -> origin.connections() == 0);
        }
    }
}
