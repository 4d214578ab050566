package io.epochgateway.stream;

import io.epochgateway.net.TimerWheel;
import io.epochgateway.net.TimerWheel.Timer;

/** The wait for a client of HTTP, by the timeout that owns it at the moment. Event loop only. */
final class ClientWait {

    private final TimerWheel timers;
    private final Waits waits;
    private final Timer timer;

    ClientWait(TimerWheel timers, Waits waits, Runnable timedOut) {
        this.timers = timers;
        this.waits = waits;
        this.timer = new Timer() {
            @Override
            protected void expired() {
                timedOut.run();
            }
        };
    }

    /** For the next request to begin. */
    void forNextRequest() {
        timers.arm(timer, waits.httpKeepAlive());
    }

    /** For the rest of a request. */
    void forRequest() {
        timers.arm(timer, waits.httpRequest());
    }

    /** For the client to send or to take bytes. */
    void forClient() {
        timers.arm(timer, waits.client());
    }

    /** For the end of the tarpit; false if nothing is waited for. */
    boolean inTarpit() {
        timers.arm(timer, waits.tarpit());
        return waits.tarpit() > 0;
    }

    /** Somebody else is waited for. */
    void stop() {
        timers.disarm(timer);
    }

    /** Lets go of the loop's timer; nothing follows. */
    void end() {
        timers.remove(timer);
    }
}
