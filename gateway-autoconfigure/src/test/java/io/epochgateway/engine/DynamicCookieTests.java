package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.server.Location;
import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies whose values are made of addresses and a key. */
class DynamicCookieTests {

    private final ConfiguredGateway gateway = new ConfiguredGateway();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawClient start(Origin origin, String key) throws IOException {
        gateway.set("listen.be.bind", "127.0.0.1:0")
                .set("listen.be.cookie", "SRV insert dynamic")
                .set("listen.be.dynamic-cookie-key", key)
                .set("listen.be.server.s1", "127.0.0.1:" + origin.address().getPort())
                .start();
        return client();
    }

    private RawClient client() throws IOException {
        return RawClient.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port("be")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "a secret", "twenty-four octets in it.", "a key that is longer than one stripe of 32"})
    void theValueIsHaproxys(String key) throws IOException {
        HaproxyProcess.assumeInstalled();
        try (Origin origin = Origin.answering(Origin.OK, Origin.OK);
                RawClient ours = start(origin, key);
                HaproxyLog haproxy = HaproxyLog.start(
                        directory,
                        List.of("mode http", "timeout client 5s", "timeout server 5s", "timeout connect 5s"),
                        List.of(
                                "cookie SRV insert dynamic",
                                "dynamic-cookie-key \"" + key + "\"",
                                "server s1 127.0.0.1:" + origin.address().getPort()));
                RawClient theirs = RawClient.to(haproxy.address())) {
            String value = ours.get("/").field("Set-Cookie");
            assertThat(value).matches("SRV=[0-9a-f]{16}; path=/");
            assertThat(value).isEqualTo(theirs.get("/").field("Set-Cookie"));
        }
    }

    @Test
    void aServerThatMovesHasAnotherValue() throws IOException {
        try (Origin origin = Origin.that(DynamicCookieTests::answerAll);
                Origin other = Origin.that(DynamicCookieTests::answerAll);
                RawClient client = start(origin, "k")) {
            String before = client.get("/").field("Set-Cookie");
            gateway.states("be/s1").move(gateway.server("be/s1"), new Location(null, other.address()), "a test");
            String after = client.get("/").field("Set-Cookie");
            assertThat(after).startsWith("SRV=").isNotEqualTo(before);
            client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: " + after.substring(0, 20) + "\r\n\r\n");
            assertThat(client.reply().field("Set-Cookie")).isEmpty();
            assertThat(other.requests()).hasSize(2);
        }
    }

    private static void answerAll(Origin.Connection connection) throws IOException {
        while (connection.request()) {
            connection.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        }
    }

    @Test
    void dynamicWithoutAKeyStopsTheStart() {
        gateway.set("backend.be.cookie", "SRV insert dynamic").server("be/s1", 1, "");
        assertThatThrownBy(gateway::start).hasMessageContaining("dynamic-cookie-key");
    }
}
