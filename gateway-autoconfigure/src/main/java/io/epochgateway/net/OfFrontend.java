package io.epochgateway.net;

import io.netty.channel.ChannelHandlerAdapter;

/** Only says whose a listening socket is; no event passes it. */
final class OfFrontend extends ChannelHandlerAdapter implements Described {

    private final Description description;

    OfFrontend(String proxy) {
        description = new Description(Kind.LISTENER, proxy, null, 0);
    }

    @Override
    public Description describe() {
        return description;
    }
}
