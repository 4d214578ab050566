package io.epochgateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.net.TimerWheel.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The timers of one loop. */
class TimerWheelTests {

    private final GatewayLoopResources loops = GatewayLoopResources.create("wheel", 1);
    private final GatewayLoop loop = loops.loops().getFirst();
    private final TimerWheel wheel = loop.timers();
    private final LinkedBlockingQueue<String> expired = new LinkedBlockingQueue<>();

    @AfterEach
    void dispose() {
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
    }

    @Test
    void aTimerExpiresOnceAndNeverEarly() throws Exception {
        long begin = System.nanoTime();
        Timer timer = armed("once", 30);
        assertThat(next()).isEqualTo("once");
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
        assertThat(onLoop(timer::isArmed)).isFalse();
        armed("later", 50);
        assertThat(next()).isEqualTo("later");
    }

    @Test
    void timersExpireInTheOrderOfTheirTicks() throws Exception {
        onLoop(() -> {
            wheel.arm(timer("third"), 150);
            wheel.arm(timer("first"), 20);
            wheel.arm(timer("second"), 80);
            return null;
        });
        assertThat(List.of(next(), next(), next())).containsExactly("first", "second", "third");
    }

    @Test
    void theLastArmingCountsWhetherSoonerOrLater() throws Exception {
        onLoop(() -> {
            Timer putOff = timer("put off");
            wheel.arm(putOff, 20);
            wheel.arm(putOff, 200);
            Timer hastened = timer("hastened");
            wheel.arm(hastened, 60_000);
            wheel.arm(hastened, 20);
            wheel.arm(timer("between"), 100);
            return null;
        });
        assertThat(List.of(next(), next(), next())).containsExactly("hastened", "between", "put off");
    }

    @Test
    void aDisarmedOrRemovedTimerAndOneForEverDoNotExpire() throws Exception {
        onLoop(() -> {
            Timer disarmed = timer("disarmed");
            wheel.arm(disarmed, 20);
            wheel.disarm(disarmed);
            Timer removed = timer("removed");
            wheel.arm(removed, 20);
            wheel.remove(removed);
            Timer forEver = timer("for ever");
            wheel.arm(forEver, 20);
            wheel.arm(forEver, 0);
            wheel.arm(timer("witness"), 60);
            return null;
        });
        assertThat(next()).isEqualTo("witness");
        assertThat(expired).isEmpty();
    }

    @Test
    void aTimerMayRemoveItsNeighbourAndArmItselfAgain() throws Exception {
        onLoop(() -> {
            Timer[] timers = new Timer[3];
            for (int i = 0; i < timers.length; i++) {
                timers[i] = new Timer() {
                    private int times;

                    @Override
                    protected void expired() {
                        for (Timer other : timers) {
                            if (other != this) {
                                wheel.remove(other);
                            }
                        }
                        expired.add("time " + ++times);
                        if (times < 3) {
                            wheel.arm(this, 10);
                        }
                    }
                };
                wheel.arm(timers[i], 20);
            }
            return null;
        });
        assertThat(List.of(next(), next(), next())).containsExactly("time 1", "time 2", "time 3");
        armed("witness", 50);
        assertThat(next()).isEqualTo("witness");
    }

    @Test
    void aWaitLongerThanOneRoundOfTheWheelIsNotCutShort() throws Exception {
        Timer timer = armed("long", 3_600_000);
        armed("witness", 50);
        assertThat(next()).isEqualTo("witness");
        assertThat(onLoop(timer::isArmed)).isTrue();
    }

    @Test
    void manyTimersAllExpire() throws Exception {
        onLoop(() -> {
            for (int i = 0; i < 10_000; i++) {
                wheel.arm(timer("t"), 1 + i % 300);
            }
            return null;
        });
        for (int i = 0; i < 10_000; i++) {
            assertThat(next()).isEqualTo("t");
        }
        assertThat(expired).isEmpty();
    }

    private Timer timer(String name) {
        return new Timer() {
            @Override
            protected void expired() {
                expired.add(name);
            }
        };
    }

    private Timer armed(String name, long millis) throws Exception {
        Timer timer = timer(name);
        onLoop(() -> {
            wheel.arm(timer, millis);
            return null;
        });
        return timer;
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return loop.eventLoop().submit(task).get(10, TimeUnit.SECONDS);
    }

    private String next() throws InterruptedException {
        String name = expired.poll(10, TimeUnit.SECONDS);
        return name == null ? "nothing" : name;
    }
}
