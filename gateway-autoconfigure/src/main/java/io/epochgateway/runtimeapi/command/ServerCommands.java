package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.Administration;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import io.epochgateway.server.TextChanges;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators do to servers: their state, their weight, their checks. */
final class ServerCommands {

    private static final String BY_OPERATOR = ", changed from CLI";

    private ServerCommands() {}

    static List<Command> of(Gateway gateway) {
        return List.of(
                new ServerCommand(
                        gateway, "enable server", "enable a disabled server", administer(Administration.READY)),
                new ServerCommand(
                        gateway,
                        "disable server",
                        "disable a server for maintenance",
                        administer(Administration.MAINT)),
                new ServerCommand(gateway, "enable health", "enable health checks", SetCheck.enable(true)),
                new ServerCommand(gateway, "disable health", "disable health checks", SetCheck.enable(false)),
                new ServerCommand(gateway, "enable agent", "enable agent checks", SetAgent.enable(true)),
                new ServerCommand(gateway, "disable agent", "disable agent checks", SetAgent.enable(false)),
                new ServerCommand(
                        gateway,
                        "shutdown sessions server",
                        "end the sessions of a server",
                        (target, arguments, reply) -> gateway.shutDownSessions(target.server())),
                new ServerCommand(
                        gateway,
                        "set server",
                        "change a server's state, weight or health",
                        (target, arguments, reply) -> set(gateway, target, arguments, reply)),
                new ServerCommand(
                        gateway,
                        "set weight",
                        "change a server's weight",
                        (target, arguments, reply) -> weigh(target, arguments.word(1), reply)),
                new ServerCommand(gateway, "set maxconn server", "change a server's maxconn", ServerCommands::limit),
                new GetWeight(gateway),
                new ShowBackend(gateway),
                new ShowServersConn(gateway),
                new ShowServersState(gateway));
    }

    private static ServerCommand.Action administer(Administration wanted) {
        return (target, arguments, reply) -> states(target).administer(target.server(), wanted);
    }

    private static ServerStates states(ServerName target) {
        return target.backend().servers().states();
    }

    private static void set(Gateway gateway, ServerName target, Arguments arguments, Reply reply) throws IOException {
        String value = arguments.word(2);
        switch (arguments.word(1)) {
            case "addr" -> SetServerAddr.run(target, arguments, reply);
            case "agent" -> SetAgent.health(target, value, reply);
            case "agent-addr" -> SetAgent.addr(target, arguments, reply);
            case "agent-port" -> SetAgent.port(target, value, reply);
            case "agent-send" -> SetAgent.send(target, value, reply);
            case "check-addr" -> SetCheck.addr(target, arguments, reply);
            case "check-port" -> SetCheck.port(target, value, reply);
            case "fqdn" -> rename(gateway, target, value, reply);
            case "ssl" ->
                // servers don't speak TLS yet, and so have no settings for it
                reply.line("'set server <srv> ssl' cannot be set.  default-server should define ssl settings");
            case "state" -> setState(target, value, reply);
            case "health" -> setHealth(target, value, reply);
            case "weight" -> weigh(target, value, reply);
            default ->
                reply.line("usage: set server <backend>/<server> addr | agent | agent-addr | agent-port"
                        + " | agent-send | check-addr | check-port | fqdn | health | ssl | state | weight");
        }
    }

    private static void rename(Gateway gateway, ServerName target, String value, Reply reply) throws IOException {
        if (value.isEmpty()) {
            reply.line("set server <b>/<s> fqdn requires a FQDN.");
        } else if (!gateway.resolvers().rename(target.server(), value, SetServerAddr.BY)) {
            reply.line("set server <b>/<s> fqdn failed because no resolution is configured.");
        }
    }

    private static void setState(ServerName target, String value, Reply reply) throws IOException {
        switch (value) {
            case "ready" -> states(target).administer(target.server(), Administration.READY);
            case "drain" -> states(target).administer(target.server(), Administration.DRAIN);
            case "maint" -> states(target).administer(target.server(), Administration.MAINT);
            default -> reply.line("'set server <srv> state' expects 'ready', 'drain' and 'maint'.");
        }
    }

    private static void setHealth(ServerName target, String value, Reply reply) throws IOException {
        if (target.server().tracked() != null) {
            reply.line("cannot change health on a tracking server.");
            return;
        }
        switch (value) {
            case "up" -> operate(target, Operation.RUNNING);
            case "stopping" -> operate(target, Operation.STOPPING);
            case "down" -> operate(target, Operation.STOPPED);
            default -> reply.line("'set server <srv> health' expects 'up', 'stopping', or 'down'.");
        }
    }

    private static void operate(ServerName target, Operation operation) {
        target.server().updateCheck(report -> report.certain(operation != Operation.STOPPED));
        states(target).operate(target.server(), operation, BY_OPERATOR);
    }

    private static void weigh(ServerName target, String text, Reply reply) throws IOException {
        tell(TextChanges.weight(states(target), target.server(), text), reply);
    }

    private static void limit(ServerName target, Arguments arguments, Reply reply) throws IOException {
        tell(TextChanges.maxconn(states(target), target.server(), arguments.word(1)), reply);
    }

    private static void tell(@Nullable String mistake, Reply reply) throws IOException {
        if (mistake != null) {
            reply.line(mistake);
        }
    }

    /** Tells a server's weight. */
    private record GetWeight(Gateway gateway) implements Command {

        @Override
        public String words() {
            return "get weight";
        }

        @Override
        public String usage() {
            return "<bk>/<srv>";
        }

        @Override
        public Level level() {
            return Level.USER;
        }

        @Override
        public String help() {
            return "report a server's current weight";
        }

        @Override
        public void run(Arguments arguments, Reply reply) throws IOException {
            ServerName target = ServerName.find(gateway, arguments.word(0), reply);
            if (target != null) {
                Server server = target.server();
                reply.line(server.condition().weight() + " (initial "
                        + server.definition().weight() + ")");
            }
        }
    }
}
