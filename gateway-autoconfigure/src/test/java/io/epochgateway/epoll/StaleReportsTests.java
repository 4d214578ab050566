package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import io.epochgateway.counter.Severity;
import io.epochgateway.epoll.Collision.Event;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each condition is forced with real fds and a real epoll instance; the same on Netty's own handler does its damage. */
class StaleReportsTests {

    private static final String DOWN_REOPENED_ELSEWHERE =
            "epoll report of HUP/ERR on a stale fd reopened on another thread (harmless)";
    private static final String ERR_REOPENED_HERE =
            "epoll report of ERR on a stale fd reopened on the same thread (suspicious)";
    private static final String HUP_REOPENED_HERE =
            "epoll report of HUP on a stale fd reopened on the same thread (suspicious)";
    private static final String HARMLESS_REOPENED_HERE =
            "epoll report of a harmless event on a stale fd reopened on the same thread (suspicious)";
    private static final String RECYCLED = "epoll report of event on a closed recycled fd (rare)";
    private static final String JUST_CLOSED = "epoll report of event on a just closed fd (harmless)";
    private static final String HARMLESS_REOPENED_ELSEWHERE =
            "epoll report of a harmless event on a stale fd reopened on another thread (harmless)";
    private static final String DOWN_TAKEN_OVER =
            "epoll report of HUP/ERR on a fd taken over by another thread (harmless)";
    private static final String HARMLESS_TAKEN_OVER =
            "epoll report of a harmless event on a fd taken over by another thread (harmless)";

    @BeforeEach
    void everythingAtZero() {
        EventCounters.reset(Set.of());
    }

    // ---- the six conditions

    @Test
    void aHangUpOfAFdReopenedOnAnotherThreadIsDroppedAndCounted() throws Exception {
        dropsWhenReopenedElsewhere(Event.FIN, DOWN_REOPENED_ELSEWHERE);
    }

    @Test
    void anErrorOfAFdReopenedOnTheSameThreadIsDroppedAndCounted() throws Exception {
        dropsWhenReopenedHere(Event.RST, ERR_REOPENED_HERE);
    }

    @Test
    void aHangUpOfAFdReopenedOnTheSameThreadIsDroppedAndCounted() throws Exception {
        dropsWhenReopenedHere(Event.FIN, HUP_REOPENED_HERE);
    }

    @Test
    void aHarmlessEventOfAFdReopenedOnTheSameThreadIsDroppedAndCounted() throws Exception {
        dropsWhenReopenedHere(Event.DATA, HARMLESS_REOPENED_HERE);
    }

    @ParameterizedTest
    @EnumSource
    void anEventOfAFdClosedAgainSinceIsDroppedAndCounted(Event event) throws Exception {
        try (Collision collision = new Collision(new GenerationEpollFactory())) {
            collision.happen(event, y -> {
                collision.replace(y, collision.loop);
                collision.z().close();
            });
            assertThat(staleReports()).containsExactlyEntriesOf(Map.of(RECYCLED, 1L));
            assertThat(collision.seenByZ()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedFdsEventIsDroppedAndCounted(Event event) throws Exception {
        try (Collision collision = new Collision(new GenerationEpollFactory())) {
            collision.happen(event, Channel::close);
            assertThat(staleReports()).containsExactlyEntriesOf(Map.of(JUST_CLOSED, 1L));
        }
    }

    @Test
    void theLastStaleEventsAreRememberedIfWanted() throws Exception {
        GenerationEpollFactory factory = new GenerationEpollFactory(GenerationEpollFactory.DEFAULT_MAX_EVENTS, 1);
        for (int time = 0; time < 2; time++) {
            try (Collision collision = new Collision(factory)) {
                collision.happen(Event.RST, Channel::close);
            }
        }
        assertThat(factory.staleEvents()).singleElement().satisfies(event -> {
            assertThat(event.condition()).isEqualTo(JUST_CLOSED);
            assertThat(event.events()).contains("EPOLLERR");
            assertThat(event.currentGeneration()).isEqualTo(event.generation() + 1);
            assertThat(event.loop()).isPositive();
        });
    }

    // ---- the cases that are ours alone

    @Test
    void aHarmlessEventOfAFdReopenedOnAnotherThreadIsDroppedAndCountedApart() throws Exception {
        dropsWhenReopenedElsewhere(Event.DATA, HARMLESS_REOPENED_ELSEWHERE);
    }

    @Test
    void anEventOfAFdTakenOverByAnotherThreadIsCountedApartAndSeenThere() throws Exception {
        try (Pipe pipe = Pipe.open()) {
            takenOverInTheBatch(pipe.in(), pipe::write, EpollIoOps.EPOLLIN);
            assertThat(staleReports()).containsExactlyEntriesOf(Map.of(HARMLESS_TAKEN_OVER, 1L));
        }
    }

    @Test
    void aHangUpOfAFdTakenOverByAnotherThreadIsCountedApartAndSeenThere() throws Exception {
        try (Pipe pipe = Pipe.open()) {
            takenOverInTheBatch(pipe.in(), pipe.out()::close, EpollIoOps.valueOf(EpollEvents.HUP));
            assertThat(staleReports()).containsExactlyEntriesOf(Map.of(DOWN_TAKEN_OVER, 1L));
        }
    }

    // ---- the labels

    @Test
    void allNineAreKnownFromTheFirstLoopOnWithTheirSeverity() throws Exception {
        try (Loops loops = Loops.generational(1)) {
            Loops.turn(loops.next());
            assertThat(counters())
                    .containsEntry(DOWN_REOPENED_ELSEWHERE, Severity.HARMLESS)
                    .containsEntry(ERR_REOPENED_HERE, Severity.SUSPICIOUS)
                    .containsEntry(HUP_REOPENED_HERE, Severity.SUSPICIOUS)
                    .containsEntry(HARMLESS_REOPENED_HERE, Severity.SUSPICIOUS)
                    .containsEntry(RECYCLED, Severity.RARE)
                    .containsEntry(JUST_CLOSED, Severity.HARMLESS)
                    .containsEntry(HARMLESS_REOPENED_ELSEWHERE, Severity.HARMLESS)
                    .containsEntry(DOWN_TAKEN_OVER, Severity.HARMLESS)
                    .containsEntry(HARMLESS_TAKEN_OVER, Severity.HARMLESS);
        }
    }

    // ---- what it is for

    @Test
    void nettysOwnHandlerClosesTheNewConnectionForTheHangUpOfTheOldOne() throws Exception {
        try (Collision collision = new Collision(EpollIoHandler.newFactory())) {
            collision.happen(Event.FIN, y -> collision.replace(y, collision.loop));
            assertThat(collision.z().isOpen()).isFalse();
            assertThatThrownBy(collision.connecting()::sync).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void nettysOwnHandlerTakesTheErrorOfTheOldConnectionForTheNewOnesSuccess() throws Exception {
        try (Collision collision = new Collision(EpollIoHandler.newFactory())) {
            collision.happen(Event.RST, y -> collision.replace(y, collision.loop));
            assertThat(collision.connecting().isSuccess())
                    .as("connected to a peer that doesn't answer")
                    .isTrue();
            assertThat(collision.seenByZ()).contains("active", "read complete");
        }
    }

    @Test
    void nettysOwnHandlerHasTheNewConnectionReadForTheOldOnesData() throws Exception {
        try (Collision collision = new Collision(EpollIoHandler.newFactory())) {
            collision.happen(Event.DATA, y -> collision.replace(y, collision.loop));
            assertThat(collision.seenByZ()).contains("read complete").doesNotContain("active");
        }
    }

    // ---- how it is done

    private static void dropsWhenReopenedHere(Event event, String label) throws Exception {
        try (Collision collision = new Collision(new GenerationEpollFactory())) {
            collision.happen(event, y -> collision.replace(y, collision.loop));
            assertThat(staleReports()).containsExactlyEntriesOf(Map.of(label, 1L));
            connectsUndisturbed(collision);
        }
    }

    private static void dropsWhenReopenedElsewhere(Event event, String label) throws Exception {
        try (Loops others = Loops.generational(1);
                Collision collision = new Collision(new GenerationEpollFactory())) {
            collision.happen(event, y -> collision.replace(y, others.next()));
            assertThat(staleReports()).containsExactlyEntriesOf(Map.of(label, 1L));
            connectsUndisturbed(collision);
        }
    }

    private static void connectsUndisturbed(Collision collision) throws Exception {
        EpollSocketChannel z = collision.z();
        ChannelFuture connecting = collision.connecting();
        Loops.turn(z.eventLoop());
        assertThat(collision.seenByZ()).isEmpty();
        assertThat(connecting.isDone()).isFalse();
        collision.peerOfZAnswers();
        assertThat(connecting.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(connecting.isSuccess()).isTrue();
        Loops.turn(z.eventLoop());
        assertThat(collision.seenByZ()).containsExactly("active");
    }

    /** A first handle's handler gives the second's open fd to another loop while its report waits in the same batch. */
    private static void takenOverInTheBatch(FileDescriptor fd, Action makeReady, EpollIoOps expected) throws Exception {
        try (Pipe trigger = Pipe.open();
                Loops old = Loops.generational(1);
                Loops young = Loops.generational(1)) {
            EventLoop loop = old.next();
            TestHandle given = new TestHandle(fd);
            TestHandle taken = new TestHandle(fd);
            IoRegistration registration = given.register(loop);
            registration.submit(EpollIoOps.EPOLLIN);
            TestHandle first = new TestHandle(trigger.in());
            first.then(() -> {
                registration.cancel();
                taken.register(young.next()).submit(EpollIoOps.EPOLLIN);
            });
            first.register(loop).submit(EpollIoOps.EPOLLIN);
            Loops.turn(loop);

            CountDownLatch go = Loops.park(loop);
            trigger.write();
            Readiness.await(trigger.in().intValue(), EpollEvents.IN);
            makeReady.act();
            Readiness.await(fd.intValue(), expected.value());
            go.countDown();

            assertThat(taken.awaitEvents().contains(expected)).isTrue();
            Loops.turn(loop);
            assertThat(given.events()).isEmpty();
        }
    }

    private interface Action {
        void act() throws Exception;
    }

    private static Map<String, Long> staleReports() {
        Map<String, Long> counts = new TreeMap<>();
        for (EventCounter counter : EventCounters.all()) {
            if (counter.comment().startsWith("epoll report of ") && counter.count() != 0) {
                counts.put(counter.comment(), counter.count());
            }
        }
        return counts;
    }

    private static Map<String, Severity> counters() {
        Map<String, Severity> severities = new TreeMap<>();
        for (EventCounter counter : EventCounters.all()) {
            Severity severity = counter.severity();
            if (severity != null) {
                severities.put(counter.comment(), severity);
            }
        }
        return severities;
    }
}
