package io.epochgateway.server.resolve;

import io.epochgateway.definition.ResolversDefinition;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel;
import io.epochgateway.server.resolve.NameServer.Figure;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The name servers of one section and the names that are asked of them. Each question has a socket of its own, so that
 * nobody guesses where its answer is awaited. Lives on one loop; any thread where that is said.
 */
public final class NameServers {

    private final ResolversDefinition definition;
    private final List<NameServer> servers;
    private final GatewayLoop loop;
    private final DnsNameResolver client;
    private final Map<WatchedName.Key, WatchedName> names = new HashMap<>();

    NameServers(ResolversDefinition definition, GatewayLoop loop, boolean epoll) {
        this.definition = definition;
        this.loop = loop;
        List<NameServer> all = new ArrayList<>();
        definition
                .nameServers()
                .forEach(server ->
                        all.add(new NameServer(server.id(), new InetSocketAddress(server.host(), server.port()))));
        if (definition.parseResolvConf()) {
            ResolvConf.nameServers()
                    .forEach(host -> all.add(new NameServer(host, new InetSocketAddress(host, ResolvConf.PORT))));
        }
        this.servers = List.copyOf(all);
        this.client = new DnsNameResolverBuilder(loop.eventLoop())
                .datagramChannelType(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .socketChannelType(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .queryTimeoutMillis(Math.max(1, definition.retry().toMillis()))
                .maxPayloadSize(definition.acceptedPayloadSize())
                .nameServerProvider(hostname -> null)
                .build();
    }

    /** The section's name. Any thread. */
    public String name() {
        return definition.name();
    }

    /** Any thread. */
    public List<NameServer> all() {
        return servers;
    }

    ResolversDefinition definition() {
        return definition;
    }

    TimerWheel timers() {
        return loop.timers();
    }

    /** Any thread. */
    void execute(Runnable task) {
        loop.eventLoop().execute(task);
    }

    /** Follows a name. */
    void follow(WatchedName.Key key, NameUser user) {
        names.computeIfAbsent(key, missing -> new WatchedName(missing, this, definition))
                .follow(user);
    }

    void leave(WatchedName.Key key, NameUser user) {
        WatchedName name = names.get(key);
        if (name != null && !name.leave(user)) {
            names.remove(key);
        }
    }

    /** Asks one name server; the answer comes on this loop, and not before this has returned. */
    void ask(NameServer server, String name, DnsRecordType type, Consumer<Answer> answered) {
        server.hit(Figure.SENT);
        client.query(server.address(), new DefaultDnsQuestion(name, type))
                .addListener((Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> done) ->
                        loop.eventLoop().execute(() -> answered.accept(answer(server, name, type, done))));
    }

    private static Answer answer(
            NameServer server,
            String name,
            DnsRecordType type,
            Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> done) {
        if (!done.isSuccess()) {
            boolean silence = done.cause() instanceof DnsNameResolverTimeoutException;
            server.hit(silence ? Figure.TIMEOUT : Figure.SND_ERROR);
            return Answer.failed(Failure.TIMEOUT);
        }
        AddressedEnvelope<DnsResponse, InetSocketAddress> envelope = done.getNow();
        try {
            Answer answer = Answer.of(envelope.content(), name, type);
            server.hit(answer, envelope.content().isTruncated());
            return answer;
        } finally {
            envelope.release();
        }
    }

    /** Any thread. */
    void close() {
        loop.eventLoop().execute(() -> {
            names.values().forEach(WatchedName::end);
            names.clear();
            client.close();
        });
    }
}
