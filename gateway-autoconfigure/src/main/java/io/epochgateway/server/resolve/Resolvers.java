package io.epochgateway.server.resolve;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ResolversDefinition;
import io.epochgateway.definition.ResolversDefinition.Hold;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.SocketAddress.Service;
import io.epochgateway.definition.SocketAddress.Srv;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that tells servers where they are while the gateway runs. Any thread. */
public final class Resolvers {

    private final Map<String, NameServers> sections = new LinkedHashMap<>();
    private final List<Runnable> beginnings = new ArrayList<>();
    private final Map<Server, Follower> followers = new HashMap<>();
    private final List<ServiceServers> services = new ArrayList<>();
    private final @Nullable Discovery discovery;

    /**
     * Asks nothing yet.
     *
     * @param discovery the application's; null if it has none
     */
    public Resolvers(
            List<ResolversDefinition> definitions,
            List<GatewayLoop> loops,
            boolean epoll,
            @Nullable Discovery discovery) {
        this.discovery = discovery;
        for (ResolversDefinition definition : definitions) {
            GatewayLoop loop = loops.get(sections.size() % loops.size());
            sections.put(definition.name(), new NameServers(definition, loop, epoll));
        }
    }

    /** The sections of name servers, in the order of the configuration. */
    public Collection<NameServers> sections() {
        return Collections.unmodifiableCollection(sections.values());
    }

    /**
     * Adds the servers of a backend that follow names.
     *
     * @throws DefinitionException if one can never be found
     */
    public void add(BackendDefinition backend, ServerSet servers) {
        Map<String, Slots> bySrv = new LinkedHashMap<>();
        Map<String, ServiceServers> byService = new LinkedHashMap<>();
        for (Server server : servers.servers()) {
            ServerDefinition definition = server.definition();
            String section = definition.resolution().resolvers();
            NameServers nameServers = section == null ? null : sections.get(section);
            switch (definition.address().socket()) {
                case Srv srv -> {
                    if (nameServers == null) {
                        throw new DefinitionException(
                                definition.property(),
                                srv.text(),
                                "only name servers know SRV records",
                                "Name a section of them behind the word 'resolvers'.");
                    }
                    Slots slots = bySrv.computeIfAbsent(section + " " + srv.name(), fresh -> {
                        Slots made = new Slots(servers.states());
                        SrvServers user = new SrvServers(nameServers, made);
                        beginnings.add(() -> nameServers.execute(
                                () -> nameServers.follow(new WatchedName.Key(srv.name(), null), user)));
                        return made;
                    });
                    slots.add(server);
                }
                case Tcp tcp
                when nameServers != null && isName(tcp) -> {
                    Follower follower = new Follower(nameServers, server, servers.states(), tcp.port());
                    followers.put(server, follower);
                    beginnings.add(() -> follower.follow(tcp.host()));
                }
                case Service service -> {
                    Hold hold = nameServers == null
                            ? Hold.DEFAULT
                            : nameServers.definition().hold();
                    Discovery asked = discoveryFor(definition, service);
                    byService
                            .computeIfAbsent(section + " " + service.id(), fresh -> {
                                var made = new ServiceServers(asked, service.id(), new Slots(servers.states()), hold);
                                services.add(made);
                                return made;
                            })
                            .add(server);
                }
                default -> {
                    // its address is what is written
                }
            }
        }
    }

    private Discovery discoveryFor(ServerDefinition server, Service service) {
        if (discovery == null) {
            throw new DefinitionException(
                    server.property(),
                    service.text(),
                    "the application has no DiscoveryClient, or several and none of them is primary",
                    "Add one of Spring Cloud's discovery clients, or write an address.");
        }
        return discovery;
    }

    private static boolean isName(Tcp tcp) {
        return !tcp.isWildcard() && !NetUtil.isValidIpV4Address(tcp.host()) && !NetUtil.isValidIpV6Address(tcp.host());
    }

    /**
     * Lets a server follow another name; until that has an address, the server stays where it is.
     *
     * @param by who says so, for the log
     * @return false if it follows none
     */
    public boolean rename(Server server, String name, String by) {
        Follower follower = followers.get(server);
        if (follower != null) {
            follower.rename(name, by);
        }
        return follower != null;
    }

    /** Asks once for the services, so that their servers are there before the first client. May block. */
    public void locate() {
        services.forEach(ServiceServers::ask);
    }

    /** Begins to ask. */
    public void start() {
        services.forEach(ServiceServers::start);
        beginnings.forEach(Runnable::run);
    }

    /** Asks nothing any more. */
    public void stop() {
        services.forEach(ServiceServers::stop);
        sections.values().forEach(NameServers::close);
    }
}
