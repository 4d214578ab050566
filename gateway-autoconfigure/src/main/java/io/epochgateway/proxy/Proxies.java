package io.epochgateway.proxy;

import static java.util.stream.Collectors.toMap;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.server.ServerSet;
import io.epochgateway.stats.Traffic;
import io.epochgateway.stream.BackendSide;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All proxies by name, for rules that name them: known from the start, there once they are built. Any thread. */
public final class Proxies implements Directory {

    private final List<String> frontends;
    private final Map<String, List<String>> servers;
    private final Map<String, Frontend> frontendsByName = new ConcurrentHashMap<>();
    private final Map<String, Backend> backendsByName = new ConcurrentHashMap<>();

    public Proxies(GatewayDefinition definition) {
        frontends =
                definition.frontends().stream().map(FrontendDefinition::name).toList();
        servers = definition.backends().stream()
                .collect(toMap(
                        BackendDefinition::name,
                        backend -> backend.servers().stream()
                                .map(ServerDefinition::name)
                                .toList()));
    }

    /** It is built. */
    public void add(Frontend frontend) {
        frontendsByName.put(frontend.name(), frontend);
    }

    /** It is built. */
    public void add(Backend backend) {
        backendsByName.put(backend.name(), backend);
    }

    /** Its number, from 1. */
    int frontendId(String frontend) {
        return frontends.indexOf(frontend) + 1;
    }

    /** Null if there is no such backend that a frontend of that mode leads to. */
    @Nullable
    BackendSide sideOf(String backend, Mode mode) {
        Backend named = backendsByName.get(backend);
        return named == null || !mode.leadsTo(named.definition().mode()) ? null : named.side();
    }

    @Override
    public Collection<String> frontends() {
        return frontends;
    }

    @Override
    public Collection<String> backends() {
        return servers.keySet();
    }

    @Override
    public Collection<String> servers(String backend) {
        return servers.getOrDefault(backend, List.of());
    }

    @Override
    public @Nullable Traffic frontendTraffic(String frontend) {
        Frontend named = frontendsByName.get(frontend);
        return named == null ? null : named.traffic();
    }

    @Override
    public @Nullable Traffic backendTraffic(String backend) {
        Backend named = backendsByName.get(backend);
        return named == null ? null : named.traffic();
    }

    @Override
    public @Nullable ServerSet backend(String backend) {
        Backend named = backendsByName.get(backend);
        return named == null ? null : named.servers();
    }
}
