package io.epochgateway.stream;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.server.ServerConnection;

/**
 * Between a client and a server: each is read only while the other takes what it says, and the timeout of whoever is to
 * act next runs. Event loop only.
 */
final class Flow {

    private final GatewayLoop loop;
    private final HttpConversation client;
    private final Timer timer;

    Flow(GatewayLoop loop, HttpConversation client, Runnable serverTimedOut) {
        this.loop = loop;
        this.client = client;
        this.timer = new Timer() {
            @Override
            protected void expired() {
                serverTimedOut.run();
            }
        };
    }

    /**
     * Something moved.
     *
     * @param uploading whether bytes of the request are still to come
     */
    void moved(ServerConnection server, Waits back, boolean uploading) {
        boolean serverTakes = !server.output().isCongested();
        boolean clientTakes = !client.side().output().isCongested();
        if (uploading) {
            client.side().reading(serverTakes);
        }
        server.reading(clientTakes);
        long clientWait = client.frontend().waits().client();
        long serverWait = back.server();
        // as in HAProxy a server need not wait longer for a request's rest than for anything else
        boolean clientFirst =
                uploading && serverTakes && clientWait > 0 && (serverWait == 0 || clientWait < serverWait);
        if (!clientTakes || clientFirst) {
            client.waiting().forClient();
        } else {
            client.waiting().stop();
        }
        if (clientTakes && !clientFirst) {
            loop.timers().arm(timer, serverWait);
        } else {
            loop.timers().disarm(timer);
        }
    }

    /** Nobody waits for the server any more. */
    void stop() {
        loop.timers().disarm(timer);
    }

    /** Lets go of the loop's timer; nothing follows. */
    void end() {
        loop.timers().remove(timer);
    }
}
