package io.epochgateway.runtimeapi.command;

import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.Server;
import io.epochgateway.server.check.CheckTarget;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What operators do to checks: whether and where a server is checked. */
final class SetCheck {

    private SetCheck() {}

    static ServerCommand.Action enable(boolean enabled) {
        return (target, arguments, reply) -> {
            if (target.server().checkTarget() != null) {
                target.server().updateCheck(report -> report.enabled(enabled));
            } else if (enabled) {
                reply.line("Health check was not configured on this server, cannot enable.");
            }
        };
    }

    static void addr(ServerName target, Arguments arguments, Reply reply) throws IOException {
        if (arguments.word(2).isEmpty()) {
            reply.line("set server <b>/<s> check-addr requires an address and optionally a port.");
            return;
        }
        CheckTarget now = known(target, reply);
        InetAddress host = now == null ? null : CheckPlaces.address(arguments.word(2), reply);
        if (now == null || host == null) {
            return;
        }
        int port = arguments.word(3).equals("port") ? CheckPlaces.port(arguments.word(4), reply) : now.port();
        if (port >= 0) {
            target.server().setCheckTarget(new CheckTarget(host, port));
        }
    }

    static void port(ServerName target, String value, Reply reply) throws IOException {
        if (value.isEmpty()) {
            reply.line("set server <b>/<s> check-port requires a port.");
            return;
        }
        CheckTarget now = known(target, reply);
        int port = now == null ? -1 : CheckPlaces.port(value, reply);
        if (now != null && port >= 0) {
            target.server().setCheckTarget(now.on(port));
        }
    }

    private static @Nullable CheckTarget known(ServerName target, Reply reply) throws IOException {
        Server server = target.server();
        CheckTarget now = server.check().enabled() ? server.checkTarget() : null;
        if (now == null) {
            reply.line("health checks are not enabled on this server");
        }
        return now;
    }
}
