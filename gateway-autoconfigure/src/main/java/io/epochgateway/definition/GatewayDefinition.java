package io.epochgateway.definition;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the running gateway is built from.
 *
 * @param global process-wide settings
 * @param resolvers the sections of name servers
 * @param frontends in the order of the configuration, the halves of {@code listen} included
 * @param backends in the order of the configuration, the halves of {@code listen} included
 */
public record GatewayDefinition(
        GlobalDefinition global,
        List<ResolversDefinition> resolvers,
        List<FrontendDefinition> frontends,
        List<BackendDefinition> backends) {

    /**
     * Checks that the parts fit together.
     *
     * @throws DefinitionException if they don't
     */
    public GatewayDefinition {
        resolvers = List.copyOf(resolvers);
        frontends = List.copyOf(frontends);
        backends = List.copyOf(backends);
        checkFrontendNames(frontends);
        checkBackendNames(backends);
        checkBinds(frontends);
        checkDefaultBackends(frontends, backends);
        new Tracking(backends).check();
        checkResolvers(resolvers, backends);
    }

    /** Without name servers. */
    public GatewayDefinition(
            GlobalDefinition global, List<FrontendDefinition> frontends, List<BackendDefinition> backends) {
        this(global, List.of(), frontends, backends);
    }

    /** The number of requests in a backend at which its servers give all their slots; at least 1. */
    public int fullconn(BackendDefinition backend) {
        if (backend.fullconn() > 0) {
            return backend.fullconn();
        }
        long accepted = frontends.stream()
                .filter(frontend -> backend.name().equals(frontend.defaultBackend())
                        || frontend.rules().mayUse(backend.name()))
                .mapToLong(this::maxconn)
                .sum();
        return Math.clamp((accepted + 9) / 10, 1, Integer.MAX_VALUE);
    }

    /** How many connections a frontend may have at a time. */
    public int maxconn(FrontendDefinition frontend) {
        int own = frontend.limits().maxconn();
        return own == 0 ? global.limits().maxconn() : own;
    }

    private static void checkFrontendNames(List<FrontendDefinition> frontends) {
        Map<String, String> taken = new HashMap<>();
        frontends.forEach(frontend -> checkName(frontend.name(), frontend.property(), taken));
    }

    private static void checkBackendNames(List<BackendDefinition> backends) {
        Map<String, String> taken = new HashMap<>();
        backends.forEach(backend -> checkName(backend.name(), backend.property(), taken));
    }

    private static void checkName(String name, String property, Map<String, String> taken) {
        String other = taken.putIfAbsent(name, property);
        if (other != null) {
            throw new DefinitionException(
                    property, null, "the name '" + name + "' is taken by " + other, "Give one of them another name.");
        }
    }

    private static void checkBinds(List<FrontendDefinition> frontends) {
        List<BindDefinition> binds = frontends.stream()
                .flatMap(frontend -> frontend.binds().stream())
                .toList();
        for (int i = 1; i < binds.size(); i++) {
            BindDefinition bind = binds.get(i);
            for (BindDefinition earlier : binds.subList(0, i)) {
                if (bind.overlaps(earlier)) {
                    throw new DefinitionException(
                            bind.property(),
                            bind.written(),
                            "overlaps '" + earlier.written() + "' of " + earlier.property(),
                            "Use another port, or addresses that differ.");
                }
            }
        }
    }

    private static void checkDefaultBackends(List<FrontendDefinition> frontends, List<BackendDefinition> backends) {
        Map<String, BackendDefinition> byName =
                backends.stream().collect(toMap(BackendDefinition::name, backend -> backend));
        for (FrontendDefinition frontend : frontends) {
            String name = frontend.defaultBackend();
            if (name != null) {
                checkDefaultBackend(frontend, name, byName.get(name), backends);
            }
        }
    }

    private static void checkDefaultBackend(
            FrontendDefinition frontend,
            String name,
            @Nullable BackendDefinition backend,
            List<BackendDefinition> all) {
        String property = frontend.property() + ".default-backend";
        if (backend == null) {
            List<String> names = all.stream().map(BackendDefinition::name).toList();
            throw new DefinitionException(property, name, "there is no such backend", NearestWord.mend(name, names));
        }
        if (!frontend.mode().leadsTo(backend.mode())) {
            throw new DefinitionException(
                    property,
                    name,
                    "the frontend has mode " + word(frontend.mode()) + ", the backend has mode " + word(backend.mode()),
                    "Give both the same mode.");
        }
    }

    private static void checkResolvers(List<ResolversDefinition> resolvers, List<BackendDefinition> backends) {
        List<String> names = resolvers.stream().map(ResolversDefinition::name).toList();
        for (BackendDefinition backend : backends) {
            for (ServerDefinition server : backend.servers()) {
                String wanted = server.resolution().resolvers();
                if (wanted != null && !names.contains(wanted)) {
                    throw new DefinitionException(
                            server.property(),
                            "resolvers " + wanted,
                            "there is no such section of name servers",
                            NearestWord.mend(wanted, names));
                }
            }
        }
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
