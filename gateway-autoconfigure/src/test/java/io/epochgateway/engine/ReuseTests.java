package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.epoll.LoopFigures;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HAProxy's {@code http-reuse}, and connections that move between loops. */
class ReuseTests {

    /** Two clients after each other with two requests each; the second one's first request makes the difference. */
    @ParameterizedTest
    @CsvSource({"NEVER, 2", "SAFE, 2", "AGGRESSIVE, 1", "ALWAYS, 1"})
    void aSecondClientSharesAConnectionThatProvedItself(HttpReuse reuse, int connections) throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(1).reuse(reuse));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            first.get("/");
            first.get("/");
            second.get("/");
            second.get("/");
            assertThat(origin.accepted()).isEqualTo(connections);
        }
    }

    @ParameterizedTest
    @CsvSource({"NEVER, 2", "SAFE, 2", "AGGRESSIVE, 2", "ALWAYS, 1"})
    void aSecondClientsFirstRequestSharesAnUnprovenConnectionOnlyWithAlways(HttpReuse reuse, int connections)
            throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(1).reuse(reuse));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            first.get("/");
            second.get("/");
            assertThat(origin.accepted()).isEqualTo(connections);
        }
    }

    /** The second client's own connection is gone by then, so the first one's is what there is to share. */
    @ParameterizedTest
    @CsvSource({"NEVER, 3", "SAFE, 2", "AGGRESSIVE, 2", "ALWAYS, 1"})
    void aClientsLaterRequestsShareWhateverIsIdleUnlessNever(HttpReuse reuse, int connections) throws IOException {
        AtomicInteger number = new AtomicInteger();
        try (Origin origin = Origin.that(connection -> {
                    boolean second = number.incrementAndGet() == 2;
                    while (connection.request()) {
                        connection.answer(second ? OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n") : OK);
                    }
                });
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(1).reuse(reuse));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            first.get("/");
            second.get("/");
            second.get("/");
            assertThat(origin.accepted()).isEqualTo(connections);
        }
    }

    @Test
    void aPrivateConnectionEndsWithItsClient() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).reuse(HttpReuse.NEVER))) {
            try (RawClient client = gateway.client()) {
                client.get("/");
                assertThat(origin.connections()).isEqualTo(1);
            }
            soon().until(() -> origin.connections() == 0);
        }
    }

    @Test
    void requestsOnOtherLoopsTakeTheOneIdleConnectionOver() throws IOException {
        try (Origin origin = Origin.answeringWithTheBody();
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(8))) {
            for (int i = 0; i < 50; i++) {
                try (RawClient client = gateway.client()) {
                    assertThat(client.post("/", "body " + i).body()).isEqualTo("body " + i);
                    assertThat(client.post("/", "more " + i).body()).isEqualTo("more " + i);
                }
                gateway.awaitIdle(1);
            }
            assertThat(origin.accepted()).isEqualTo(1);
            assertThat(gateway.sum(LoopFigures::takeoversIn)).isPositive();
        }
    }

    @Test
    void aConnectionThatMayDieWhileItIsTakenOverDoublesNoRequest() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    if (!connection.isAtEnd()) {
                        connection.request();
                        connection.answer(OK);
                    }
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(8))) {
            int answered = 0;
            for (int i = 0; i < 100; i++) {
                try (RawClient client = gateway.client()) {
                    int status = client.post("/" + i, "body").status();
                    assertThat(status).isIn(200, 502);
                    answered += status == 200 ? 1 : 0;
                }
            }
            assertThat(origin.requests()).hasSize(answered).doesNotHaveDuplicates();
        }
    }
}
