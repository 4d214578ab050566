package io.epochgateway.server.check;

import io.epochgateway.net.GatewayLoop;
import io.netty.channel.ChannelHandlerContext;
import java.util.function.Consumer;

/** Passes once the connection stands. */
final class ConnectProbe extends Probe {

    ConnectProbe(GatewayLoop loop, Consumer<CheckResult> done) {
        super(loop, done);
    }

    @Override
    void connected(ChannelHandlerContext ctx) {
        end(CheckStatus.L4OK, 0, "");
    }
}
