package io.epochgateway.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.net.GatewayLoopResources;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When checks come again. */
class ScheduleTests {

    private static final Duration NEVER = Duration.ofHours(1);

    private final GatewayLoopResources loops = GatewayLoopResources.create("schedule", 1);
    private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
    private final Schedule schedule = new Schedule(loops.loops().getFirst(), () -> begun.add(System.nanoTime()), 0);

    @AfterEach
    void dispose() {
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
    }

    @Test
    void whatHasEndedIsRepeatedAnIntervalLater() {
        assertThat(Schedule.next(100, 130, 50, false)).isEqualTo(180);
        assertThat(Schedule.next(100, 100, 50, false)).isEqualTo(150);
    }

    @Test
    void whatRanOutOfTimeIsRepeatedAnIntervalAfterItsBeginning() {
        assertThat(Schedule.next(100, 130, 50, true)).isEqualTo(150);
        assertThat(Schedule.next(100, 150, 50, true)).isEqualTo(150);
        assertThat(Schedule.next(100, 190, 50, true)).isEqualTo(190);
    }

    /** HAProxy's failover: a server that hangs is down after {@code fall} intervals and one check. */
    @Test
    void aHangIsNoticedAfterAsManyIntervalsAsItFallsThrough() {
        long interval = 2000;
        long begin = 0;
        for (int fallen = 1; fallen < 3; fallen++) {
            begin = Schedule.next(begin, begin + interval, interval, true);
        }
        assertThat(begin + interval).isEqualTo(3 * interval);
    }

    @Test
    void nothingBeginsBeforeTheIntervalIsOver() throws Exception {
        schedule.start(Duration.ofMillis(1));
        assertThat(begun.take()).isNotNull();
        long ended = System.nanoTime();
        onLoop(() -> schedule.again(Duration.ofMillis(50), false));
        assertThat(begun.take() - ended).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(49));
    }

    @Test
    void whoHasToHurryDoesAndNeverWaitsLonger() throws Exception {
        schedule.start(NEVER);
        onLoop(() -> schedule.hurry(Duration.ofMillis(5)));
        onLoop(() -> schedule.hurry(NEVER));
        assertThat(begun.poll(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void whatIsStoppedNeverBegins() throws Exception {
        schedule.start(NEVER);
        schedule.stop(() -> {});
        onLoop(() -> schedule.again(Duration.ofMillis(1), false));
        onLoop(() -> assertThat(schedule.isStopped()).isTrue());
        CountDownLatch later = new CountDownLatch(1);
        new Schedule(loops.loops().getFirst(), later::countDown, 0).start(Duration.ofMillis(30));
        later.await();
        assertThat(begun).isEmpty();
    }

    private void onLoop(Runnable action) throws Exception {
        loops.loops().getFirst().eventLoop().submit(action).get();
    }
}
