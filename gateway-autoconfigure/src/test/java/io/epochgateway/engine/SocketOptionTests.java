package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.epochgateway.definition.ConnectionMode;
import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.TcpKeepAlive;
import io.epochgateway.net.Described.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import java.io.IOException;
import java.net.SocketException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the kernel is told of connections to clients and to servers. */
class SocketOptionTests {

    private static Channel only(TestGateway gateway, Kind kind) {
        return Objects.requireNonNull(
                gateway.descriptors(kind).getFirst().life().channel());
    }

    private static <T> T option(TestGateway gateway, Kind kind, ChannelOption<T> option) {
        return only(gateway, kind).config().getOption(option);
    }

    @Test
    void nothingIsToldUnlessAskedFor() throws IOException {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            soon().until(() -> gateway.gateway().sessions() == 1);
            assertThat(option(gateway, Kind.CLIENT, EpollChannelOption.TCP_QUICKACK))
                    .isTrue();
            client.get("/");
            for (Kind kind : new Kind[] {Kind.CLIENT, Kind.SERVER}) {
                assertThat(option(gateway, kind, ChannelOption.SO_KEEPALIVE)).isFalse();
                assertThat(option(gateway, kind, ChannelOption.SO_LINGER)).isNegative();
            }
        }
    }

    @Test
    void keepAlivesAreToldToTheirSideWithTheirFigures() throws IOException {
        SocketOptions clients = new SocketOptions(false, false, new TcpKeepAlive(3, 60, 10));
        SocketOptions servers = new SocketOptions(false, false, new TcpKeepAlive(0, 0, 20));
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).sockets(clients, servers));
                RawClient client = gateway.client()) {
            client.get("/");
            assertThat(option(gateway, Kind.CLIENT, ChannelOption.SO_KEEPALIVE)).isTrue();
            assertThat(option(gateway, Kind.CLIENT, EpollChannelOption.TCP_KEEPCNT))
                    .isEqualTo(3);
            assertThat(option(gateway, Kind.CLIENT, EpollChannelOption.TCP_KEEPIDLE))
                    .isEqualTo(60);
            assertThat(option(gateway, Kind.CLIENT, EpollChannelOption.TCP_KEEPINTVL))
                    .isEqualTo(10);
            assertThat(option(gateway, Kind.SERVER, ChannelOption.SO_KEEPALIVE)).isTrue();
            assertThat(option(gateway, Kind.SERVER, EpollChannelOption.TCP_KEEPINTVL))
                    .isEqualTo(20);
            assertThat(option(gateway, Kind.SERVER, EpollChannelOption.TCP_KEEPCNT))
                    .isNotEqualTo(3);
        }
    }

    @Test
    void aClientWithoutLingerIsClosedWithAReset() throws IOException {
        SocketOptions reset = new SocketOptions(true, false, null);
        HttpSetup close = new HttpSetup().mode(ConnectionMode.CLOSE);
        try (TestGateway gateway = TestGateway.start(new Setup().front(close).sockets(reset, SocketOptions.NONE));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(503);
            assertThatExceptionOfType(SocketException.class).isThrownBy(client::isEnded);
        }
    }

    @Test
    void aServerWithoutLingerIsClosedWithAReset() throws IOException {
        SocketOptions reset = new SocketOptions(true, false, null);
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(Origin.OK);
                    try {
                        seen.complete(!connection.isEnded());
                    } catch (SocketException expected) {
                        seen.complete(true);
                    }
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin)
                        .back(new HttpSetup().mode(ConnectionMode.SERVER_CLOSE))
                        .sockets(SocketOptions.NONE, reset));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(200);
            soon().until(seen::isDone);
            assertThat(seen).isCompletedWithValue(true);
        }
    }

    @Test
    void theFirstAcknowledgementWaitsForDataWhereThatIsWanted() throws IOException {
        SocketOptions smart = new SocketOptions(false, true, null);
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).sockets(smart, smart));
                RawClient client = gateway.client()) {
            soon().until(() -> gateway.gateway().sessions() == 1);
            assertThat(option(gateway, Kind.CLIENT, EpollChannelOption.TCP_QUICKACK))
                    .isFalse();
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }
}
