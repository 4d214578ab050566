package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** In mode tcp no state of a request accounts for an abort or a timeout, so they are counted. */
class RareTunnelEventTests {

    private static final String MUCH = "x".repeat(16_000_000);

    private static long count(String comment) {
        return EventCounters.all().stream()
                .filter(counter -> counter.comment().equals(comment))
                .mapToLong(EventCounter::count)
                .sum();
    }

    private static void awaitOneMore(String comment, long before) {
        soon().untilAsserted(() -> assertThat(count(comment)).isEqualTo(before + 1));
    }

    @Test
    void aClientThatResetsWhileItWaitsForASlotIsAnAbort() throws Exception {
        long before = count("Report a client abort (no analysers)");
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp().maxconn(1));
                RawClient holder = gateway.client()) {
            gateway.awaitServed(1);
            try (RawClient waiting = gateway.client()) {
                gateway.awaitQueued(1);
                waiting.reset();
                awaitOneMore("Report a client abort (no analysers)", before);
            }
            holder.reset();
        }
    }

    @Test
    void aClientThatResetsIsAnError() throws Exception {
        long before = count("Report unhandled client error");
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp());
                RawClient client = gateway.client()) {
            soon().until(() -> origin.accepted() == 1);
            client.reset();
            awaitOneMore("Report unhandled client error", before);
        }
    }

    @Test
    void aServerThatResetsIsAnError() throws Exception {
        long before = count("Report unhandled server error");
        try (Origin origin = Origin.that(connection -> {
                    // a reset before the first report would be one of the attempt to connect
                    connection.read(1);
                    connection.reset();
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp());
                RawClient client = gateway.client()) {
            client.send("x");
            client.countRest();
            awaitOneMore("Report unhandled server error", before);
        }
    }

    @Test
    void aSilentClientWhoseTimeoutIsTheShorterIsAReadTimeoutOfTheClient() throws Exception {
        expires(Setup::timeoutClient, Origin.thatNeverAnswers(), "", "Report unhandled client timeout (RD)");
    }

    @Test
    void aSilentServerWhoseTimeoutIsTheShorterIsAReadTimeoutOfTheServer() throws Exception {
        expires(Setup::timeoutServer, Origin.thatNeverAnswers(), "", "Report unhandled server timeout (RD)");
    }

    @Test
    void aClientThatTakesNothingIsAWriteTimeoutOfTheClient() throws Exception {
        Origin sending = Origin.that(connection -> connection.send(MUCH));
        expires(Setup::timeoutClient, sending, "", "Report unhandled client timeout (WR)");
    }

    @Test
    void aServerThatTakesNothingIsAWriteTimeoutOfTheServer() throws Exception {
        Origin deaf = Origin.that(connection -> Thread.sleep(10_000));
        expires(Setup::timeoutServer, deaf, MUCH, "Report unhandled server timeout (WR)");
    }

    private interface ShortTimeout {
        Setup of(Setup setup, int millis);
    }

    private static void expires(ShortTimeout timeout, Origin to, String upload, String comment) throws Exception {
        long before = count(comment);
        try (Origin origin = to;
                TestGateway gateway =
                        TestGateway.start(timeout.of(Setup.to(origin).tcp(), 300));
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            Thread.startVirtualThread(() -> {
                try {
                    client.send(upload);
                } catch (IOException timedOut) {
                    // as it should
                }
            });
            awaitOneMore(comment, before);
            gateway.awaitSessions(0);
        }
    }
}
