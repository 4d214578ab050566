package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.RetryOn.Failure;
import io.epochgateway.epoll.LoopFigures;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /**
     * One client has a proven connection, the first, another one an unproven one, the second; the connections that a third
     * client's first and later request take.
     */
    @ParameterizedTest
    @CsvSource({"NEVER, 3, 3, 3", "SAFE, 3, 2, 3", "AGGRESSIVE, 1, 2, 2", "ALWAYS, 1, 2, 2"})
    void firstRequestsTakeProvenConnectionsFirstAndLaterOnesTheOthersFirst(
            HttpReuse reuse, String first, String later, int connections) throws IOException {
        Semaphore held = new Semaphore(0);
        try (Origin origin = Origin.answeringWithTheNumberOfTheConnection(held);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(1).reuse(reuse));
                RawClient proving = gateway.client();
                RawClient other = gateway.client();
                RawClient third = gateway.client()) {
            assertThat(proving.get("/").body()).isEqualTo("1");
            proving.sendGet("/held");
            soon().until(() -> origin.requests().size() == 2);
            assertThat(other.get("/").body()).isEqualTo("2");
            held.release();
            assertThat(proving.reply().body()).isEqualTo("1");
            assertThat(third.get("/").body()).isEqualTo(first);
            assertThat(third.get("/").body()).isEqualTo(later);
            assertThat(origin.accepted()).isEqualTo(connections);
        }
    }

    @Test
    void safeSharesWithFirstRequestsTooIfTheProxyWouldRepeatThem() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin)
                        .loops(1)
                        .reuse(HttpReuse.SAFE)
                        .retryOn(Failure.CONN_FAILURE, Failure.EMPTY_RESPONSE, Failure.RESPONSE_TIMEOUT));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            first.get("/");
            second.get("/");
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"WWW-Authenticate: NTLM", "WWW-Authenticate: Basic, Negotiate abc", "www-authenticate: ntlm x"})
    void aConnectionThatAuthenticatesItsClientIsNeverShared(String challenge) throws IOException {
        try (Origin origin =
                        Origin.answering("HTTP/1.1 401 Who\r\n" + challenge + "\r\nContent-Length: 0\r\n\r\n", OK);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(1).reuse(HttpReuse.ALWAYS));
                RawClient other = gateway.client()) {
            try (RawClient authenticated = gateway.client()) {
                assertThat(authenticated.get("/").status()).isEqualTo(401);
                assertThat(authenticated.get("/").status()).isEqualTo(200);
                gateway.awaitIdle(0);
                assertThat(other.get("/").status()).isEqualTo(401);
                assertThat(authenticated.get("/").status()).isEqualTo(200);
                assertThat(origin.accepted()).isEqualTo(2);
            }
            soon().until(() -> origin.connections() == 1);
        }
    }

    @Test
    void aProxyThatAuthenticatesTheConnectionDoesItByItself() throws IOException {
        String challenge = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n";
        try (Origin origin = Origin.answering(challenge, OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(407);
            gateway.awaitIdle(0);
        }
    }

    @Test
    void aClientThatWasAuthenticatedKeepsToItsServer() throws IOException {
        String challenge = "HTTP/1.1 401 Who\r\nWWW-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n";
        try (Origin one = Origin.answering(challenge, OK);
                Origin other = Origin.answering(challenge, OK);
                TestGateway gateway = TestGateway.start(Setup.to(one, other).loops(1));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(401);
            for (int i = 0; i < 4; i++) {
                assertThat(client.get("/").status()).isEqualTo(200);
            }
            assertThat(one.accepted() + other.accepted()).isEqualTo(1);
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
