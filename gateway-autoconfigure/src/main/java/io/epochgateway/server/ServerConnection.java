package io.epochgateway.server;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.net.Described;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Input;
import io.epochgateway.net.Output;
import io.epochgateway.net.Splice;
import io.epochgateway.net.TcpInfo;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server: carries a stream, or idles in a list until the next one. Event loop only; a takeover
 * changes which loop that is.
 */
public final class ServerConnection extends ChannelInboundHandlerAdapter implements Described, Input.Receiver {

    private static final EventCounter UNREAD_BYTES =
            EventCounter.count("received", "listener == null", "connection returned with unread bytes");
    private static final EventCounter CONNECTED_LATE =
            EventCounter.count("abort", "opener != null && isConnected()", "connect completed after its timeout");

    private final Server server;
    private final Location location;
    private final byte @Nullable [] header;
    private @Nullable ConnectListener opener;
    private @Nullable ServerConnectionListener listener;
    private @Nullable Channel channel;
    private @Nullable Output output;
    private long takenBefore;
    private boolean inputEnded;
    private int requests;
    private boolean ofOneClient;

    /** The list it idles in, and its neighbours there. */
    @Nullable
    IdleConnections idleIn;

    @Nullable
    ServerConnection newer;

    @Nullable
    ServerConnection older;

    private ServerConnection(Server server, byte @Nullable [] header, ConnectListener opener) {
        this.server = server;
        this.location = server.location();
        this.header = header;
        this.opener = opener;
        this.ofOneClient = server.isPrivate();
    }

    /**
     * Begins to connect on the current loop; the opener hears how it ends.
     *
     * @param client the connection that it is opened for
     * @param tlvs what the server is told besides its addresses, if it is told them
     */
    public static ServerConnection open(
            Server server, GatewayLoop loop, Channel client, byte[] tlvs, ConnectListener opener) {
        ServerConnection connection = new ServerConnection(server, server.header(client, tlvs), opener);
        try {
            server.connector().connect(loop, server.address(client), connection, connection::connectFailed);
        } catch (NoRouteToHostException noAddress) {
            loop.eventLoop().execute(() -> connection.connectFailed(noAddress));
        }
        return connection;
    }

    public Server server() {
        return server;
    }

    /** The way to the server; only once connected. */
    public Output output() {
        return Objects.requireNonNull(output, "not connected");
    }

    /** Requests carried so far, the present one included. */
    public int requests() {
        return requests;
    }

    /** Whether it has been reused with success. */
    boolean isProven() {
        return requests > 1;
    }

    /** From now on it carries no other client's requests: the server knows the client by the connection. */
    public void keepToItsClient() {
        ofOneClient = true;
    }

    /** Whether it leads where its server is now. */
    boolean leadsToItsServer() {
        return location == server.location();
    }

    /** Whether it must not carry another client's request. */
    public boolean isOfOneClient() {
        return ofOneClient;
    }

    /** Its own end, as the server sees it; null before it is connected. */
    public @Nullable SocketAddress localAddress() {
        return channel == null ? null : channel.localAddress();
    }

    /** The server's end; null before it is connected. */
    public @Nullable SocketAddress remoteAddress() {
        return channel == null ? null : channel.remoteAddress();
    }

    /** Whether it stands and can carry a request. */
    public boolean isOpen() {
        return output != null && channel != null && channel.isActive();
    }

    /** Whether nothing more can be sent: a FIN was, or the server takes no more. */
    public boolean hasOutputEnded() {
        return channel instanceof DuplexChannel duplex && duplex.isOutputShutdown();
    }

    Channel channel() {
        return Objects.requireNonNull(channel, "not registered");
    }

    /** Hands the connection to the user of its next request. */
    public void use(ServerConnectionListener user) {
        listener = user;
        requests++;
        takenBefore = output().taken();
    }

    /**
     * Whether the server may have seen any byte of the present request. If its FIN acknowledged none, it did not, and
     * repeating the request is safe whatever its method. A reset says nothing: it may overtake the acknowledgement of
     * what the server had read. True where the system can't tell.
     */
    public boolean mayHaveSeenTheRequest() {
        if (output == null || output.taken() == takenBefore) {
            return false;
        }
        // the kernel forgets with the close
        return !inputEnded || !isOpen() || TcpInfo.acknowledgedBytes(channel()) > takenBefore;
    }

    /** Nobody listens any more; used by the idle list. */
    void idle() {
        listener = null;
        reading(true);
    }

    /** Stops or resumes reading, so that a slow client slows the server down. */
    public void reading(boolean wanted) {
        // setting it is an atomic operation, and mostly it is as wanted already
        if (channel().config().isAutoRead() != wanted) {
            channel().config().setAutoRead(wanted);
        }
    }

    /** A way of the server's bytes to a peer of this loop that doesn't lead through user space. */
    public Splice spliceTo(Output peer, Splice.Listener user) {
        return new Splice(channel(), peer, user);
    }

    /** Closes at once and tells nobody. */
    public void abort() {
        Channel connecting = opener == null ? null : channel;
        CONNECTED_LATE.hitIf(connecting != null && TcpInfo.isConnected(connecting));
        opener = null;
        listener = null;
        if (channel != null) {
            channel.close();
        }
    }

    private void connectFailed(Throwable cause) {
        ConnectListener waiting = opener;
        opener = null;
        if (waiting != null) {
            waiting.connectFailed(cause);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ConnectListener waiting = opener;
        opener = null;
        if (waiting == null) {
            // given up while connecting
            ctx.close();
            return;
        }
        output = new Output(ctx.channel());
        Input.open(ctx.channel(), this);
        if (header != null) {
            output.write(ctx.alloc().directBuffer(header.length).writeBytes(header));
        }
        ctx.channel().config().setAutoRead(true);
        waiting.connected(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            received(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        ServerConnectionListener user = listener;
        if (UNREAD_BYTES.hitIf(user == null)) {
            leaveIdleList();
            channel().close();
        } else {
            user.received(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // nothing follows in the pipeline
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ServerConnectionListener user = listener;
        if (user != null && ctx.channel().isWritable()) {
            user.drained();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded();
        } else if (event == ChannelOutputShutdownEvent.INSTANCE && hasInputEnded()) {
            ctx.close();
        }
    }

    @Override
    public void inputEnded() {
        ServerConnectionListener user = listener;
        if (inputEnded) {
            return;
        }
        inputEnded = true;
        if (user == null) {
            leaveIdleList();
            channel().close();
        } else {
            user.inputEnded();
        }
    }

    private boolean hasInputEnded() {
        return inputEnded || !(channel instanceof DuplexChannel);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ServerConnectionListener user = listener;
        listener = null;
        leaveIdleList();
        if (user != null) {
            user.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // a reset or another error of the socket: channelInactive follows and does what is to be done
        ctx.close();
    }

    @Override
    public Description describe() {
        return new Description(Kind.SERVER, server.proxy(), server.name(), 0);
    }

    private void leaveIdleList() {
        if (idleIn != null) {
            idleIn.remove(this);
        }
    }
}
