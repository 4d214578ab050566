package io.epochgateway.stream;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Output;
import io.epochgateway.net.TimerWheel.Timer;

/** The end of a client's connection, after the last request. Event loop only. */
final class Farewell {

    /** How long a client may take to close after the last reply, where no timeout says so. */
    private static final long LINGER_MILLIS = 5000;

    private final GatewayLoop loop;
    private final ClientSide side;
    private final Output output;
    private final Waits waits;
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            side.close();
        }
    };

    Farewell(GatewayLoop loop, ClientSide side, Waits waits) {
        this.loop = loop;
        this.side = side;
        this.output = side.output();
        this.waits = waits;
    }

    /** The client may still be sending: it gets a FIN and time to read, for a close over unread bytes would be a reset. */
    void linger() {
        output.shutdown();
        side.reading(true);
        if (output.isCongested()) {
            loop.timers().arm(timer, waits.client());
        } else {
            long fin = waits.clientFin();
            loop.timers().arm(timer, fin == 0 ? LINGER_MILLIS : Math.min(fin, LINGER_MILLIS));
        }
    }

    /** Closes after what was written, as long as the client takes it. */
    void close() {
        loop.timers().arm(timer, waits.client());
        output.close();
    }

    /** Closes with a reset, so that the client can't take what it got for all there is. */
    void reset() {
        output.reset();
    }

    /** Lets go of the loop's timer; nothing follows. */
    void end() {
        loop.timers().remove(timer);
    }
}
