package io.epochgateway.stream;

import io.epochgateway.net.ClientAddresses;
import io.epochgateway.net.Described;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Input;
import io.epochgateway.server.Server;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client's connection: tells the conversation on it what happens. Event loop only, unless said otherwise. */
public final class ClientConnection extends ChannelInboundHandlerAdapter implements Session, Described, Input.Receiver {

    private final FrontendSide frontend;
    private final Sessions sessions;
    private final Channel channel;
    private Conversation conversation;
    private final Journal journal;
    private boolean inputEnded;

    private ClientConnection(
            FrontendSide frontend,
            Sessions sessions,
            Channel channel,
            boolean http,
            @Nullable StreamEvidence evidence) {
        this.frontend = frontend;
        this.sessions = sessions;
        this.channel = channel;
        GatewayLoop loop = GatewayLoop.current();
        ClientSide side = new ClientSide(channel);
        this.conversation = http
                ? HttpConversation.of(frontend, sessions, loop, side, evidence)
                : new TcpConversation(frontend, sessions, loop, side, evidence, this::becomesHttp);
        this.journal = conversation.journal();
    }

    /**
     * One that speaks HTTP.
     *
     * @param evidence what the frontend's rules see of it; null if it has none
     */
    public static ClientConnection http(
            FrontendSide frontend, Sessions sessions, Channel channel, @Nullable StreamEvidence evidence) {
        return new ClientConnection(frontend, sessions, channel, true, evidence);
    }

    /**
     * One whose bytes mean nothing to the gateway, unless a rule or its backend says that they are HTTP.
     *
     * @param evidence what the frontend's rules see of it; null if it has none
     */
    public static ClientConnection tcp(
            FrontendSide frontend, Sessions sessions, Channel channel, @Nullable StreamEvidence evidence) {
        return new ClientConnection(frontend, sessions, channel, false, evidence);
    }

    private void becomesHttp(HttpConversation successor) {
        conversation = successor;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        sessions.add(this);
        Input.open(channel, this);
        journal.accepted();
        conversation.begin();
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
        journal.fromClient(bytes.readableBytes());
        conversation.received(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // nothing follows in the pipeline
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            conversation.drained();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded();
        }
    }

    @Override
    public void inputEnded() {
        if (!inputEnded) {
            inputEnded = true;
            conversation.inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        conversation.closed();
        journal.closed();
        sessions.remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // a reset or another error of the socket: channelInactive follows and does what is to be done
        conversation.failed();
        ctx.close();
    }

    @Override
    public Description describe() {
        return new Description(Kind.CLIENT, frontend.name(), null, conversation.pendingInput());
    }

    @Override
    public SessionReport report() {
        Dispatch dispatch = conversation.dispatch();
        return new SessionReport(
                System.identityHashCode(this),
                channel.localAddress(),
                channel.remoteAddress(),
                ClientAddresses.source(channel),
                frontend.name(),
                dispatch.backendName(),
                dispatch.serverName(),
                conversation.requests());
    }

    @Override
    public void drain() {
        channel.eventLoop().execute(conversation::drain);
    }

    @Override
    public void shutDown(Predicate<Server> which, Shutdown why) {
        channel.eventLoop().execute(() -> conversation.shutDown(which, why));
    }

    @Override
    public void close() {
        channel.eventLoop().execute(conversation::killed);
    }
}
