package io.epochgateway.runtimeapi.command;

import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.check.AgentPlace;
import io.netty.util.NetUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What operators do to agents: what an agent would say, where it is, whether it is asked. */
final class SetAgent {

    private static final int MOST_PORT = 65535;

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

    static void addr(ServerName target, String value, Reply reply) throws IOException {
        AgentPlace now = known(target, reply);
        if (now != null && !NetUtil.isValidIpV4Address(value) && !NetUtil.isValidIpV6Address(value)) {
            reply.line("incorrect addr address given for agent.");
        } else if (now != null) {
            target.server().setAgentPlace(now.at(value));
        }
    }

    static void port(ServerName target, String value, Reply reply) throws IOException {
        AgentPlace now = known(target, reply);
        if (now == null) {
            return;
        }
        if (!value.matches("[0-9]{1,9}")) {
            reply.line("provided port is not an integer");
        } else if (Integer.parseInt(value) < 1 || Integer.parseInt(value) > MOST_PORT) {
            reply.line("provided port is out of range");
        } else {
            target.server().setAgentPlace(now.on(Integer.parseInt(value)));
        }
    }

    static void send(ServerName target, String value, Reply reply) throws IOException {
        AgentPlace now = known(target, reply);
        if (now != null) {
            target.server().setAgentPlace(now.told(value));
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
