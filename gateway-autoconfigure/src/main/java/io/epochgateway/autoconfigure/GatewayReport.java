package io.epochgateway.autoconfigure;

import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.proxy.Frontend;
import io.epochgateway.server.Server;
import io.epochgateway.server.check.CheckReport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of a running gateway, as {@code /actuator/gateway} shows them.
 *
 * @param sessions client connections that live now
 */
record GatewayReport(int sessions, List<FrontendReport> frontends, List<BackendReport> backends) {

    /**
     * A frontend.
     *
     * @param addresses where it listens
     * @param sessions its client connections that live now
     */
    record FrontendReport(String name, String mode, List<String> addresses, int sessions) {

        static FrontendReport of(Frontend frontend) {
            return new FrontendReport(
                    frontend.definition().name(),
                    word(frontend.definition().mode()),
                    frontend.addresses().stream().map(Object::toString).toList(),
                    frontend.sessions().count());
        }
    }

    /**
     * A backend.
     *
     * @param usable whether any server takes new traffic
     * @param queued requests that wait for any server
     */
    record BackendReport(String name, String mode, boolean usable, int queued, List<ServerReport> servers) {

        static BackendReport of(Backend backend) {
            return new BackendReport(
                    backend.name(),
                    word(backend.definition().mode()),
                    backend.servers().isUsable(),
                    backend.servers().queued(),
                    backend.servers().servers().stream().map(ServerReport::of).toList());
        }
    }

    /**
     * A server.
     *
     * @param address where it is; null while its name has none
     * @param state what it may be used for: up, drain, down or maint
     * @param operation what it does: stopped, starting, running or stopping
     * @param weight its share, and {@code initialWeight} the one it began with
     * @param maxconn its slots; 0 for no limit
     * @param sessions requests or connections on it now
     * @param queued requests that wait for it and no other
     * @param idleConnections kept for later requests
     * @param check what its checks found; null if it has none
     * @param agent what its agent said; null if it has none
     * @param tracks the server whose state it has; null if it has its own
     */
    record ServerReport(
            String name,
            int id,
            @Nullable String address,
            boolean backup,
            String state,
            String operation,
            int weight,
            int initialWeight,
            int maxconn,
            int sessions,
            int queued,
            int idleConnections,
            @Nullable HealthReport check,
            @Nullable HealthReport agent,
            @Nullable String tracks) {

        static ServerReport of(Server server) {
            Server tracked = server.tracked();
            return new ServerReport(
                    server.name(),
                    server.id(),
                    address(server),
                    server.definition().backup(),
                    word(server.state()),
                    word(server.condition().operation()),
                    server.condition().weight(),
                    server.definition().weight(),
                    server.maxconn(),
                    server.served(),
                    server.queued(),
                    server.pool().size(),
                    server.definition().check() == null ? null : HealthReport.of(server.check()),
                    server.agentPlace() == null ? null : HealthReport.of(server.agent()),
                    tracked == null ? null : tracked.proxy() + "/" + tracked.name());
        }

        private static @Nullable String address(Server server) {
            if (!server.location().isKnown()) {
                return null;
            }
            return server.address() instanceof InetSocketAddress inet
                    ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                    : server.address().toString();
        }
    }

    /**
     * What looks after a server.
     *
     * @param status how the last check ended, in HAProxy's code
     * @param info more about it; empty if there is no more
     * @param count how sure it is, in HAProxy's words
     */
    record HealthReport(boolean enabled, String status, String info, String count) {

        static HealthReport of(CheckReport report) {
            return new HealthReport(
                    report.enabled(),
                    report.last().status().name(),
                    report.last().info(),
                    report.count().text());
        }
    }

    static GatewayReport of(Gateway gateway) {
        return new GatewayReport(
                gateway.sessions(),
                gateway.frontends().stream().map(FrontendReport::of).toList(),
                gateway.backends().stream().map(BackendReport::of).toList());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
