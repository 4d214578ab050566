package io.epochgateway.net;

import io.epochgateway.epoll.FdLife;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What makes a registered fd worth a look: states that no healthy channel stays in (the suspicious mark of HAProxy's
 * {@code show fd}). Event loop only.
 */
final class Suspicion {

    /** A channel is registered a moment before it connects or binds. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    /** No traffic of one connection comes near; a report that nobody answers comes more often. */
    private static final long SPINNING_PER_SECOND = 50_000;

    private Suspicion() {}

    /** Why, in a sentence; null if nothing is wrong. The gravest first. */
    static @Nullable String of(FdLife life) {
        if (!life.ownerInTable()) {
            return "the number has another owner: it was closed without the loop's knowledge";
        }
        if (life.channelFd() != life.fd()) {
            return "its channel takes itself for fd " + life.channelFd();
        }
        boolean settled = life.age().compareTo(SETTLED) > 0;
        if (settled && life.events() / life.age().toSeconds() > SPINNING_PER_SECOND) {
            return "reports come without end: nobody acts on them";
        }
        Channel channel = life.channel();
        return channel == null ? null : of(life, channel, settled);
    }

    private static @Nullable String of(FdLife life, Channel channel, boolean settled) {
        if (!channel.isOpen()) {
            return "its channel is closed, but it is still registered";
        }
        ChannelOutboundBuffer output = channel.unsafe().outboundBuffer();
        boolean owes = output != null && !output.isEmpty();
        if (owes && !life.writes()) {
            return "bytes wait to be sent, but nobody waits for the peer to take them";
        }
        if (channel.isActive() && life.writes() && !owes) {
            return "it waits to be able to send, but there is nothing to send";
        }
        if (settled && !channel.isActive() && life.wanted() == 0) {
            return "it is neither connected nor about to be";
        }
        return null;
    }
}
