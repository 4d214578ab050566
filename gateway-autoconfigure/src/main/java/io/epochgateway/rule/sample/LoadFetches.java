package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.ServerState;
import io.epochgateway.stats.Traffic;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How the proxies and servers are: their states, their load, their names. */
final class LoadFetches {

    static final List<FetchKeyword> KEYWORDS = List.of(
            ofBackend("nbsrv", LoadFetches::usable),
            ofBackend("queue", LoadFetches::queued),
            ofBackend("avg_queue", set -> {
                long usable = usable(set);
                return usable == 0 ? queued(set) : (queued(set) + usable - 1) / usable;
            }),
            ofBackend("connslots", LoadFetches::connectionSlots),
            ofBackendsTraffic("be_conn", traffic -> traffic.sessions().now()),
            ofBackendsTraffic("be_sess_rate", traffic -> traffic.sessionRate().now()),
            ofFrontend("fe_conn", traffic -> traffic.sessions().now()),
            ofFrontend("fe_sess_rate", traffic -> traffic.sessionRate().now()),
            ofFrontend("fe_req_rate", traffic -> traffic.requestRate().now()),
            ofServer("srv_is_up", Type.BOOL, server -> isUp(server.state()) ? 1 : 0),
            ofServer("srv_conn", Type.INT, Server::served),
            ofServer("srv_queue", Type.INT, Server::queued),
            ofServer(
                    "srv_sess_rate",
                    Type.INT,
                    server -> server.traffic().sessionRate().now()),
            ofServer("srv_weight", Type.INT, server -> server.effectiveWeight() / Server.WEIGHT_SCALE),
            FetchKeyword.plain("be_name", Type.TEXT, Need.BACKEND, (evidence, sample) -> {
                String name = evidence.backendName();
                return name != null && sample.setText(ConstantFetches.bytes(name));
            }),
            FetchKeyword.plain("srv_name", Type.TEXT, Need.SERVER, (evidence, sample) -> {
                Server server = evidence.server();
                return server != null && sample.setText(ConstantFetches.bytes(server.name()));
            }),
            FetchKeyword.plain("srv_id", Type.INT, Need.SERVER, (evidence, sample) -> {
                Server server = evidence.server();
                return server != null && sample.setNumber(server.id());
            }));

    private LoadFetches() {}

    private static boolean isUp(ServerState state) {
        return state == ServerState.UP || state == ServerState.DRAIN;
    }

    private static long usable(ServerSet set) {
        long usable = 0;
        for (Server server : set.servers()) {
            if (server.takesTraffic()) {
                usable++;
            }
        }
        return usable;
    }

    private static long queued(ServerSet set) {
        long queued = set.queued();
        for (Server server : set.servers()) {
            queued += server.queued();
        }
        return queued;
    }

    /** Connections and places in queues that are free; -1 if there is no limit. */
    private static long connectionSlots(ServerSet set) {
        long slots = 0;
        for (Server server : set.servers()) {
            if (!server.takesTraffic()) {
                continue;
            }
            int most = server.definition().maxconn();
            int queue = server.definition().maxqueue();
            if (most == 0 || queue == 0) {
                return -1;
            }
            slots += most - server.served() + queue - server.queued();
        }
        return slots;
    }

    private static FetchKeyword ofBackend(String name, ToLongFunction<ServerSet> figure) {
        return new FetchKeyword(name, 0, 1, Type.INT, Need.NOTHING, (call, scope) -> {
            String backend = backend(call, scope);
            Directory directory = scope.directory();
            return (evidence, sample) -> {
                ServerSet set = directory.backend(backend);
                return set != null && sample.setNumber(figure.applyAsLong(set));
            };
        });
    }

    private static FetchKeyword ofBackendsTraffic(String name, ToLongFunction<Traffic> figure) {
        return new FetchKeyword(name, 0, 1, Type.INT, Need.NOTHING, (call, scope) -> {
            String backend = backend(call, scope);
            Directory directory = scope.directory();
            return (evidence, sample) -> figure(directory.backendTraffic(backend), figure, sample);
        });
    }

    private static FetchKeyword ofFrontend(String name, ToLongFunction<Traffic> figure) {
        return new FetchKeyword(name, 0, 1, Type.INT, Need.NOTHING, (call, scope) -> {
            String frontend = call.text(0, scope.proxy());
            Directory directory = scope.directory();
            if (!directory.frontends().contains(frontend)) {
                throw Mistake.unknown("frontend", frontend, directory.frontends());
            }
            return (evidence, sample) -> figure(directory.frontendTraffic(frontend), figure, sample);
        });
    }

    private static boolean figure(@Nullable Traffic traffic, ToLongFunction<Traffic> figure, Sample sample) {
        return traffic != null && sample.setNumber(figure.applyAsLong(traffic));
    }

    private static String backend(Call call, Scope scope) throws Mistake {
        String backend = call.text(0, scope.proxy());
        if (!scope.directory().backends().contains(backend)) {
            throw Mistake.unknown("backend", backend, scope.directory().backends());
        }
        return backend;
    }

    private static FetchKeyword ofServer(String name, Type type, ToLongFunction<Server> figure) {
        return new FetchKeyword(name, 1, 1, type, Need.NOTHING, (call, scope) -> {
            String path = call.text(0);
            int slash = path.indexOf('/');
            String backend = slash < 0 ? scope.proxy() : path.substring(0, slash);
            String server = path.substring(slash + 1);
            Directory directory = scope.directory();
            if (!directory.backends().contains(backend)) {
                throw Mistake.unknown("backend", backend, directory.backends());
            }
            if (!directory.servers(backend).contains(server)) {
                throw Mistake.unknown("server of backend " + backend, server, directory.servers(backend));
            }
            return (evidence, sample) -> {
                Server named = find(directory.backend(backend), server);
                if (named == null) {
                    return false;
                }
                long value = figure.applyAsLong(named);
                return type == Type.BOOL ? sample.setBool(value != 0) : sample.setNumber(value);
            };
        });
    }

    private static @Nullable Server find(@Nullable ServerSet set, String name) {
        if (set != null) {
            for (Server server : set.servers()) {
                if (server.name().equals(name)) {
                    return server;
                }
            }
        }
        return null;
    }
}
