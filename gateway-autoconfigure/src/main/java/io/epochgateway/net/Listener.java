package io.epochgateway.net;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.epoll.NetworkNamespace;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        return inItsNamespace(
                bind,
                resources,
                where -> where == null
                        ? AdoptedListener.bind(proxy, bind, admission, resources, connections)
                        : TcpListener.bind(proxy, bind, where, admission, resources, connections));
    }

    /**
     * Looks whether the address is free. To be asked for all addresses before the first is bound: those of one gateway
     * may overlap.
     *
     * @throws BindFailedException if another process listens there
     */
    static void refuseIfTaken(BindDefinition bind, GatewayLoopResources resources) {
        inItsNamespace(bind, resources, where -> {
            if (where != null) {
                TcpListener.refuseIfTaken(bind, where);
            }
            return bind;
        });
    }

    /** The task gets the TCP address; null if it is of another kind. */
    private static <T> T inItsNamespace(
            BindDefinition bind, GatewayLoopResources resources, Function<@Nullable Tcp, T> task) {
        Tcp written = bind.address() instanceof Tcp tcp ? tcp : null;
        String name = bind.options().namespace();
        if (name == null) {
            return task.apply(written);
        }
        try (NetworkNamespace namespace =
                Namespaces.open(name, resources.transport().name().equals("epoll"))) {
            // the namespace may have no way to a name server
            Tcp where =
                    written == null ? null : new Tcp(Resolution.host(written).getHostAddress(), written.port());
            return namespace.call(() -> task.apply(where));
        } catch (IOException e) {
            throw BindFailedException.of(bind, e);
        }
    }

    /** Where it listens, with the port that the kernel chose for port 0. */
    SocketAddress address();

    /** Stops listening; accepted connections live on. Waits until the sockets are closed. */
    void close();
}
