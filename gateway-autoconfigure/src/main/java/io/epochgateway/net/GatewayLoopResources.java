package io.epochgateway.net;

import io.epochgateway.epoll.LoopFigures;
import java.util.List;

/** The event loops of the gateway, generation-tagged epoll where the system has it. Any thread. */
public final class GatewayLoopResources {

    private GatewayLoopResources() {}

    /** Starts nothing yet: a loop's thread starts with its first task. */
    public static GatewayLoopResources create(String threadPrefix, int loops) {
        throw new UnsupportedOperationException();
    }

    /** What the loops run on. */
    public Transport transport() {
        throw new UnsupportedOperationException();
    }

    /** One entry a loop, first loop first; empty without generation tagging. */
    public List<LoopFigures> figures() {
        throw new UnsupportedOperationException();
    }
}
