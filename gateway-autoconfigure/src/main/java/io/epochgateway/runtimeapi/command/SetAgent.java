package io.epochgateway.runtimeapi.command;

import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.check.AgentPlace;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What operators do to agents: what an agent would say, where it is, whether it is asked. */
final class SetAgent {

    private SetAgent() {}

    static ServerCommand.Action enable(boolean enabled) {
        return (target, arguments, reply) -> {
            if (target.server().agentPlace() != null) {
                target.server().updateAgent(report -> report.enabled(enabled));
            } else if (enabled) {
                reply.line("Agent was not configured on this server, cannot enable.");
            }
        };
    }

    static void health(ServerName target, String value, Reply reply) throws IOException {
        Server server = target.server();
        boolean up = value.equals("up");
        if (!server.agent().enabled()) {
            reply.line("agent checks are not enabled on this server.");
        } else if (!up && !value.equals("down")) {
            reply.line("'set server <srv> agent' expects 'up' or 'down'.");
        } else {
            server.updateAgent(report -> report.certain(up));
            if (!up || server.mayRun()) {
                target.backend()
                        .servers()
                        .states()
                        .operate(server, up ? Operation.RUNNING : Operation.STOPPED, ", changed from CLI");
            }
        }
    }

    static void addr(ServerName target, Arguments arguments, Reply reply) throws IOException {
        if (arguments.word(2).isEmpty()) {
            reply.line("set server <b>/<s> agent-addr requires an address and optionally a port.");
            return;
        }
        AgentPlace now = known(target, reply);
        InetAddress host = now == null ? null : CheckPlaces.address(arguments.word(2), reply);
        if (now == null || host == null) {
            return;
        }
        int port = arguments.word(3).equals("port") ? CheckPlaces.port(arguments.word(4), reply) : now.port();
        if (port >= 0) {
            target.server().setAgentPlace(now.at(NetUtil.toAddressString(host)).on(port));
        }
    }

    static void port(ServerName target, String value, Reply reply) throws IOException {
        if (value.isEmpty()) {
            reply.line("set server <b>/<s> agent-port requires a port.");
            return;
        }
        AgentPlace now = known(target, reply);
        int port = now == null ? -1 : CheckPlaces.port(value, reply);
        if (now != null && port >= 0) {
            target.server().setAgentPlace(now.on(port));
        }
    }

    static void send(ServerName target, String value, Reply reply) throws IOException {
        Server server = target.server();
        AgentPlace now = server.agent().enabled() ? server.agentPlace() : null;
        if (now == null) {
            reply.line("agent checks are not enabled on this server.");
        } else {
            server.setAgentPlace(now.told(value));
        }
    }

    private static @Nullable AgentPlace known(ServerName target, Reply reply) throws IOException {
        AgentPlace place = target.server().agent().enabled() ? target.server().agentPlace() : null;
        if (place == null) {
            reply.line("agent checks are not enabled on this server");
        }
        return place;
    }
}
