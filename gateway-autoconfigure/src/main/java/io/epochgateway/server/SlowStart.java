package io.epochgateway.server;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Gives a server that came up its share of the traffic and its slots step by step (HAProxy {@code slowstart}): twenty
 * steps, but none shorter than a second. Any thread.
 */
final class SlowStart {

    private static final int STEPS = 20;
    private static final long SHORTEST_MILLIS = 1000;

    private final Server server;
    private final ServerStates states;
    private final GatewayLoop loop;
    private final long millis;
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            step();
        }
    };

    /**
     * Of one server.
     *
     * @param duration until all of it, above zero
     * @param loop where the time passes
     */
    SlowStart(Server server, ServerStates states, Duration duration, GatewayLoop loop) {
        this.server = server;
        this.states = states;
        this.millis = Math.max(1, duration.toMillis());
        this.loop = loop;
    }

    /** The server is starting now. */
    void begin() {
        loop.eventLoop().execute(this::arm);
    }

    private void arm() {
        loop.timers().arm(timer, Math.max(SHORTEST_MILLIS, millis / STEPS));
    }

    private void step() {
        Condition now = server.condition();
        if (now.operation() != Operation.STARTING) {
            return;
        }
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - now.sinceNanos());
        states.warm(server, now, parts(passed, millis), percent(passed, millis));
        arm();
    }

    /** Of a unit of weight, after that time; 0 once all of it is over. */
    static int parts(long passed, long all) {
        return passed >= all ? 0 : (int) ((Server.WEIGHT_SCALE * passed + all) / all);
    }

    /** Of the slots, after that time. */
    static int percent(long passed, long all) {
        return (int) Math.min(100, 100 * passed / all);
    }
}
