package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.net.BindFailedException;
import io.epochgateway.test.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Listening, and ceasing to. */
class StopTests {

    @Test
    void aStopLetsRequestsInFlightFinishAndClosesTheIdleAndTheListeners() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        if (connection.last().startLine().contains("/slow")) {
                            answer.await();
                        }
                        connection.answer(OK);
                    }
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient busy = gateway.client();
                RawClient idle = gateway.client()) {
            idle.get("/");
            busy.sendGet("/slow");
            gateway.awaitServed(1);
            Thread stopping = Thread.startVirtualThread(() -> gateway.gateway().stop(Duration.ofSeconds(10)));
            assertThat(idle.isEnded()).isTrue();
            gateway.awaitSessions(1);
            assertThatExceptionOfType(ConnectException.class).isThrownBy(gateway::client);
            answer.countDown();
            Message reply = busy.reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(busy.isEnded()).isTrue();
            stopping.join();
            soon().until(() -> origin.connections() == 0);
        }
    }

    @Test
    void whatIsInFlightAfterTheGracePeriodIsClosed() throws IOException {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.sendGet("/");
            gateway.awaitServed(1);
            gateway.gateway().stop(Duration.ofMillis(50));
            assertThat(client.countRest()).isZero();
            soon().until(() -> origin.connections() == 0);
        }
    }

    @Test
    void anAddressInUseIsRefusedByNameAndNothingStaysBound() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = Ports.free();
            BindDefinition first = new BindDefinition("test.bind[0]", "127.0.0.1", free);
            BindDefinition second = new BindDefinition("test.bind[1]", "127.0.0.1", taken.getLocalPort());
            assertThatExceptionOfType(BindFailedException.class)
                    .isThrownBy(() -> TestGateway.start(new Setup().binds(first, second)))
                    .withMessageContaining("test.bind[1]")
                    .withMessageContaining(String.valueOf(taken.getLocalPort()))
                    .satisfies(failure -> assertThat(failure.property()).isEqualTo(second.property()));
            try (ServerSocket again = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
                assertThat(again.isBound()).isTrue();
            }
        }
    }

    /** SO_REUSEPORT would let it share the port. */
    @Test
    void aSecondGatewayOnTheSamePortIsRefused() throws IOException {
        try (TestGateway gateway = TestGateway.to();
                RawClient client = gateway.client()) {
            int port = gateway.address().getPort();
            assertThatExceptionOfType(BindFailedException.class)
                    .isThrownBy(() -> TestGateway.start(new Setup().port(port)));
            assertThat(client.get("/").status()).isEqualTo(503);
        }
    }

    @Test
    void aPortOfAStoppedGatewayCanBeListenedOnAgain() throws IOException {
        int port;
        try (TestGateway gateway = TestGateway.to()) {
            port = gateway.address().getPort();
        }
        try (TestGateway gateway = TestGateway.start(new Setup().port(port));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(503);
        }
    }
}
