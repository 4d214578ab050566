package io.epochgateway.net;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.SocketAddress;
import java.util.function.Function;

/** One address that is listened on. Any thread. */
public interface Listener {

    /**
     * Binds; afterwards all of its sockets listen, or none.
     *
     * @param proxy the frontend's name
     * @param admission what it lets in
     * @param connections makes the handler of each accepted connection, on its loop; it is the only one in the pipeline
     * @throws BindFailedException if the address can't be listened on
     */
    static Listener bind(
            String proxy,
            BindDefinition bind,
            Admission admission,
            GatewayLoopResources resources,
            Function<Channel, ChannelHandler> connections) {
        return bind.address() instanceof Tcp tcp
                ? TcpListener.bind(proxy, bind, tcp, admission, resources, connections)
                : AdoptedListener.bind(proxy, bind, admission, resources, connections);
    }

    /**
     * Looks whether the address is free. To be asked for all addresses before the first is bound: those of one gateway
     * may overlap.
     *
     * @throws BindFailedException if another process listens there
     */
    static void refuseIfTaken(BindDefinition bind) {
        if (bind.address() instanceof Tcp tcp) {
            TcpListener.refuseIfTaken(bind, tcp);
        }
    }

    /** Where it listens, with the port that the kernel chose for port 0. */
    SocketAddress address();

    /** Stops listening; accepted connections live on. Waits until the sockets are closed. */
    void close();
}
