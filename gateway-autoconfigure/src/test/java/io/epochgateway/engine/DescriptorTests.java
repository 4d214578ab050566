package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.net.Described.Kind;
import io.epochgateway.net.Descriptor;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What can be told of each fd while traffic runs. */
class DescriptorTests {

    @Test
    void aListenerIsThereOnceForEachLoop() {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.to(origin)) {
            assertThat(gateway.descriptors(Kind.LISTENER)).hasSize(2).allSatisfy(listener -> {
                assertThat(listener.owner().proxy()).isEqualTo("front");
                assertThat(listener.local()).isEqualTo(gateway.address());
                assertThat(listener.remote()).isNull();
                assertThat(listener.life().reads()).isTrue();
                assertThat(listener.suspicious()).isNull();
            });
        }
    }

    @Test
    void bothSidesOfARequestTellWhoseTheyAre() throws Exception {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.sendGet("/");
            TestGateway.soon().until(() -> origin.requests().size() == 1);

            Descriptor front = gateway.descriptors(Kind.CLIENT).getFirst();
            assertThat(front.owner().proxy()).isEqualTo("front");
            assertThat(front.owner().server()).isNull();
            assertThat(front.local()).isEqualTo(gateway.address());
            assertThat(front.life().events()).isPositive();
            assertThat(front.suspicious()).isNull();

            Descriptor back = gateway.descriptors(Kind.SERVER).getFirst();
            assertThat(back.owner().proxy()).isEqualTo("back");
            assertThat(back.owner().server()).isEqualTo("s0");
            assertThat(back.remote()).isEqualTo(origin.address());
            assertThat(back.life().loop()).isEqualTo(front.life().loop());
            assertThat(back.life().reads()).isTrue();
            assertThat(back.life().writes()).isFalse();
            assertThat(back.life().age()).isPositive();
            assertThat(gateway.loops().descriptor(back.life().fd()).join())
                    .hasValueSatisfying(again -> assertThat(again.remote()).isEqualTo(origin.address()));
            // a mere end of its input would leave the whole request to be answered
            client.reset();
        }
    }

    @Test
    void aTakeoverIsCountedAndTheAgeGoesOn() throws Exception {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.to(origin)) {
            TestGateway.soon().until(() -> {
                try (RawClient client = gateway.client()) {
                    client.get("/");
                }
                gateway.awaitIdle(1);
                return gateway.descriptors(Kind.SERVER).getFirst().life().takeovers() > 0;
            });

            Descriptor moved = gateway.descriptors(Kind.SERVER).getFirst();
            assertThat(origin.accepted()).isOne();
            assertThat(moved.life().events()).isGreaterThan(moved.life().takeovers());
            assertThat(moved.life().generation())
                    .isGreaterThanOrEqualTo(moved.life().takeovers());
            assertThat(moved.suspicious()).isNull();
        }
    }

    @Test
    void bytesThatAClientDoesNotTakeArePending() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 16000000\r\n\r\n" + "x".repeat(16_000_000);
        try (Origin origin = Origin.answering(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            client.sendGet("/");
            TestGateway.soon()
                    .untilAsserted(() -> assertThat(gateway.descriptors(Kind.CLIENT))
                            .singleElement()
                            .satisfies(stuck -> {
                                assertThat(stuck.pendingOutput()).isPositive();
                                assertThat(stuck.life().writes()).isTrue();
                                assertThat(stuck.suspicious()).isNull();
                            }));
        }
    }

    @Test
    void anUnknownNumberIsNobodys() {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.to(origin)) {
            assertThat(gateway.loops().descriptor(1_000_000).join()).isEmpty();
            assertThat(gateway.loops().descriptor(-1).join()).isEmpty();
            assertThat(gateway.loops().descriptor(0).join()).isEmpty();
        }
    }

    @Test
    void aFdThatIsClosedBehindItsChannelsBackIsSuspicious() throws Exception {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.get("/");
            Descriptor front = gateway.descriptors(Kind.CLIENT).getFirst();
            EpollSocketChannel channel =
                    (EpollSocketChannel) Objects.requireNonNull(front.life().channel());
            channel.eventLoop()
                    .submit(() -> {
                        channel.fd().close();
                        return null;
                    })
                    .sync();

            assertThat(gateway.loops().descriptor(front.life().fd()).join())
                    .hasValueSatisfying(closed -> assertThat(closed.suspicious())
                            .isEqualTo("its channel is closed, but it is still registered"));
            channel.close().sync();
        }
    }
}
