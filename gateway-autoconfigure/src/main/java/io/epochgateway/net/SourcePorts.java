package io.epochgateway.net;

import io.epochgateway.definition.SourceAddress;
import io.netty.channel.Channel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The ports that connections to one server may come from. A connection has its port for itself; the one that has been free
 * for longest is next, since the kernel may still remember its last connection. Any thread.
 */
final class SourcePorts {

    private final String host;
    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();

    SourcePorts(SourceAddress source) {
        host = source.host();
        for (int port = source.firstPort(); port <= source.lastPort(); port++) {
            free.add(port);
        }
    }

    /**
     * One that is the channel's until it is closed.
     *
     * @throws BindException if all are in use
     */
    InetSocketAddress take(Channel channel) throws BindException {
        Integer port = free.poll();
        if (port == null) {
            throw new BindException("all source ports are in use");
        }
        channel.closeFuture().addListener(closed -> free.add(port));
        return new InetSocketAddress(host, port);
    }
}
