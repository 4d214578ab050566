package io.epochgateway.server.check;

import io.epochgateway.net.GatewayLoop;
import java.util.function.Consumer;

/** What is done to find out whether a server works. Event loop only. */
interface Probe {

    /**
     * Does it once; what it found is told on the loop, at most once.
     *
     * @return gives it up without a word, on the loop
     */
    Runnable begin(GatewayLoop loop, Consumer<CheckResult> done);
}
