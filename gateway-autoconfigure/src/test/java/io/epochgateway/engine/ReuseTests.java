package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.epoll.LoopFigures;
import java.io.IOException;
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
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1).reuse(reuse));
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
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1).reuse(reuse));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            first.get("/");
            second.get("/");
            assertThat(origin.accepted()).isEqualTo(connections);
        }
    }

    @ParameterizedTest
    @CsvSource({"NEVER, 2", "SAFE, 1", "AGGRESSIVE, 1", "ALWAYS, 1"})
    void aClientsSecondRequestSharesUnlessNever(HttpReuse reuse, int connections) throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1).reuse(reuse));
                RawClient first = gateway.client()) {
            first.get("/");
            try (RawClient second = gateway.client()) {
                second.get("/");
                second.get("/");
            }
            first.get("/");
            assertThat(origin.accepted()).isEqualTo(2);
            soon().until(() -> origin.connections() == (reuse == HttpReuse.NEVER ? 1 : gateway.idle()));
            assertThat(origin.connections()).isGreaterThanOrEqualTo(connections);
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
    void aConnectionThatDiesWhileItIsTakenOverCostsNoRequest() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    if (!connection.isAtEnd()) {
                        connection.request();
                        connection.answer(OK);
                    }
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(8))) {
            for (int i = 0; i < 100; i++) {
                try (RawClient client = gateway.client()) {
                    assertThat(client.get("/" + i).status()).isEqualTo(200);
                }
            }
            assertThat(origin.requests()).hasSize(100);
        }
    }
}
