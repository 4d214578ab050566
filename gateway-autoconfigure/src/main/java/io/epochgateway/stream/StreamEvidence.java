package io.epochgateway.stream;

import io.epochgateway.accesslog.LoggedStream;
import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.MessageHead;
import io.epochgateway.net.ClientAddresses;
import io.epochgateway.net.ProxyHeader;
import io.epochgateway.rule.sample.Client;
import io.epochgateway.rule.sample.Entrance;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.VariableName;
import io.epochgateway.rule.sample.Variables;
import io.epochgateway.server.Server;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What the rules see of one client's connection and of its streams, one after the other. Event loop only. */
public final class StreamEvidence implements Evidence, Client {

    private final Channel channel;
    private final HeadLimits limits;
    private final Entrance entrance;
    private final ClientDirectives directives;
    private final Sample sample = new Sample();
    private final Variables ofSession = new Variables();
    private final Variables ofStream = new Variables();
    private @Nullable ByteBuf bytes;
    private @Nullable ByteBuf answer;
    private boolean awaitsMore;
    private @Nullable BackendSide backend;
    private @Nullable Server server;
    private @Nullable MessageHead request;
    private @Nullable MessageHead response;
    private @Nullable LoggedStream logged;
    private boolean noRequest;
    private boolean first;
    private byte @Nullable [] source;
    private byte @Nullable [] destination;
    private int headReadAt = -1;

    /** Of a connection that was just accepted. */
    public StreamEvidence(Channel channel, HeadLimits limits, Entrance entrance) {
        this.channel = channel;
        this.limits = limits;
        this.entrance = entrance;
        this.directives = new ClientDirectives(channel, this::addressesMayDiffer);
    }

    /** Where values are looked at. */
    public Sample sample() {
        return sample;
    }

    /** The addresses may be others now: the PROXY header is complete, or a rule has changed them. */
    public void addressesMayDiffer() {
        source = null;
        destination = null;
    }

    /**
     * What of a stream in mode tcp is there; null once it went on.
     *
     * @param more whether more is waited for
     */
    void bytes(@Nullable ByteBuf there, boolean more) {
        bytes = there;
        awaitsMore = more;
    }

    /**
     * What of a server's answer in mode tcp is there; null once it went on.
     *
     * @param more whether more is waited for
     */
    void answer(@Nullable ByteBuf there, boolean more) {
        answer = there;
        awaitsMore = more;
    }

    /** Its backend is chosen. */
    void routed(BackendSide to) {
        backend = to;
    }

    /** Its server is reached. */
    void reached(@Nullable Server chosen) {
        server = chosen;
    }

    /**
     * Another request has come; null once it is about to be changed.
     *
     * @param ofConnection whether it is the connection's first
     */
    void request(@Nullable MessageHead head, boolean ofConnection) {
        request = head;
        first = ofConnection;
    }

    /** The head of the response is there, as the server sent it. */
    void response(MessageHead head) {
        response = head;
    }

    /** From now on that is what the access log tells of its streams. */
    void logged(LoggedStream by) {
        logged = by;
    }

    /** What belonged to the stream is gone. */
    void streamEnds() {
        request = null;
        response = null;
        backend = null;
        server = null;
        ofStream.clear();
    }

    /**
     * What of a response in mode http is there: its head, or null; null, too, once it is about to be changed.
     *
     * @param more whether more is waited for
     */
    void response(@Nullable MessageHead head, boolean more) {
        response = head;
        awaitsMore = more;
    }

    /** Another stream begins. */
    void streamBegins() {
        ofStream.clear();
        directives.streamBegins();
        backend = null;
        server = null;
    }

    @Override
    public ClientDirectives directives() {
        return directives;
    }

    @Override
    public Client client() {
        return this;
    }

    @Override
    public Variables variables(VariableName.Scope scope) {
        return switch (scope) {
            case PROC -> Variables.ofTheProcess();
            case SESS -> ofSession;
            case TXN, REQ, RES -> ofStream;
        };
    }

    @Override
    public @Nullable ByteBuf requestBytes() {
        return bytes;
    }

    @Override
    public @Nullable ByteBuf responseBytes() {
        return answer;
    }

    /** As in HAProxy, a request that was not routed is its frontend's. */
    @Override
    public @Nullable String backendName() {
        return backend != null ? backend.name() : request != null ? entrance.frontend() : null;
    }

    @Override
    public @Nullable Server server() {
        return server;
    }

    @Override
    public boolean awaitsMore() {
        return awaitsMore;
    }

    /** In mode tcp it is read out of the bytes, each time there are more of them. */
    @Override
    public @Nullable MessageHead request() {
        ByteBuf there = bytes;
        if (there != null && there.readableBytes() != headReadAt) {
            headReadAt = there.readableBytes();
            MessageHead reading = new MessageHead(MessageHead.Kind.REQUEST, limits);
            MessageHead.Progress progress = reading.read(there.duplicate());
            request = progress == MessageHead.Progress.COMPLETE ? reading : null;
            noRequest = progress == MessageHead.Progress.REFUSED;
        }
        return request;
    }

    @Override
    public @Nullable MessageHead response() {
        return response;
    }

    @Override
    public @Nullable LoggedStream logged() {
        return logged;
    }

    @Override
    public boolean awaitsRequest() {
        return awaitsMore && !noRequest;
    }

    @Override
    public boolean isFirstRequest() {
        return first;
    }

    @Override
    public byte @Nullable [] source() {
        if (source == null) {
            source = octets(ClientAddresses.of(channel).source());
        }
        return source;
    }

    @Override
    public int sourcePort() {
        return port(ClientAddresses.of(channel).source());
    }

    @Override
    public byte @Nullable [] destination() {
        if (destination == null) {
            destination = octets(ClientAddresses.of(channel).destination());
        }
        return destination;
    }

    @Override
    public int destinationPort() {
        return port(ClientAddresses.of(channel).destination());
    }

    private static byte @Nullable [] octets(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getAddress()
                : null;
    }

    private static int port(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }

    @Override
    public @Nullable ProxyHeader proxyHeader() {
        return ClientAddresses.header(channel);
    }

    @Override
    public Entrance entrance() {
        return entrance;
    }
}
