package io.epochgateway.net;

import io.epochgateway.epoll.EpollTransport;
import io.epochgateway.epoll.GenerationEpollFactory;
import io.epochgateway.epoll.LoopFigures;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.Optional;

/** What the loops are made of: ours where the system has it, else the best of Netty's own. */
record TransportChoice(Transport transport, IoHandlerFactory handlers) {

    static TransportChoice best(int staleEvents) {
        Optional<String> missing = EpollTransport.unavailability();
        if (missing.isEmpty()) {
            return new TransportChoice(
                    new Transport("epoll", true, null),
                    new GenerationEpollFactory(GenerationEpollFactory.DEFAULT_MAX_EVENTS, staleEvents));
        }
        String reason = missing.get();
        return Epoll.isAvailable()
                ? new TransportChoice(new Transport("epoll", false, reason), EpollIoHandler.newFactory())
                : new TransportChoice(new Transport("nio", false, reason), NioIoHandler.newFactory());
    }

    String name() {
        return transport.name();
    }

    /** What can be looked into; empty on loops that tag nothing. */
    Optional<GenerationEpollFactory> tagged() {
        return handlers instanceof GenerationEpollFactory ours ? Optional.of(ours) : Optional.empty();
    }

    List<LoopFigures> figures() {
        return tagged().map(GenerationEpollFactory::figures).orElse(List.of());
    }
}
