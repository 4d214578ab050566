package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.CheckDefinition;
import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.Hold;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.check.AgentPlace;
import io.epochgateway.server.check.CheckReport;
import io.epochgateway.server.check.CheckTarget;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows the states of servers in the columns of HAProxy's server-state file. */
record ShowServersState(Gateway gateway) implements Command {

    private static final String HEADER =
            "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight"
                    + " srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state"
                    + " srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port"
                    + " srv_check_addr srv_agent_addr srv_agent_port";

    private static final int IN_PROGRESS = 1;
    private static final int CONFIGURED = 2;
    private static final int ENABLED = 4;
    private static final int PAUSED = 8;
    private static final int AGENT = 16;

    @Override
    public String words() {
        return "show servers state";
    }

    @Override
    public String usage() {
        return "[<backend>]";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "dump the states of the servers";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        String wanted = arguments.word(0);
        List<Backend> backends = ServerName.backends(gateway, wanted);
        if (!wanted.isEmpty() && backends.isEmpty()) {
            reply.line("Can't find backend.");
            return;
        }
        reply.line("1");
        reply.line(HEADER);
        for (Backend backend : backends) {
            for (Server server : backend.servers().servers()) {
                reply.line(line(backend, server));
            }
        }
    }

    private String line(Backend backend, Server server) {
        CheckReport check = server.check();
        CheckDefinition definition = server.definition().check();
        CheckTarget target = server.checkTarget();
        AgentPlace agent = server.agentPlace();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(
                System.nanoTime() - server.condition().sinceNanos());
        return "%d %s %d %s %s %d %d %d %d %d %d %d %d %d %d 0 0 %s %d - 0 %d %s %s %d"
                .formatted(
                        StatRow.number(gateway, backend),
                        backend.name(),
                        server.id(),
                        server.name(),
                        host(server),
                        server.condition().operation().ordinal(),
                        server.condition().administrativeMask(),
                        server.condition().weight(),
                        server.definition().weight(),
                        seconds,
                        check.last().status().number(),
                        check.last().status().verdict().number(),
                        definition == null
                                ? countWithoutChecks(server)
                                : check.count().count(),
                        definition == null ? stateWithoutChecks(server) : checkState(server, check),
                        agentState(server),
                        server.location().name() == null
                                ? "-"
                                : server.location().name(),
                        port(server),
                        target == null ? 0 : target.port(),
                        target == null || target.host() == null ? "-" : NetUtil.toAddressString(target.host()),
                        agent == null || agent.host() == null ? "-" : agent.host(),
                        agent == null ? 0 : agent.port());
    }

    /** As if it had the usual checks and they had not begun. */
    private static int countWithoutChecks(Server server) {
        return server.condition().operation() == Operation.STOPPED
                ? 0
                : server.check().count().count();
    }

    private static int stateWithoutChecks(Server server) {
        return server.condition().is(Hold.FORCED_MAINT) ? PAUSED : 0;
    }

    static String host(Server server) {
        if (!server.location().isKnown()) {
            return "-";
        }
        return server.address() instanceof InetSocketAddress own
                ? NetUtil.toAddressString(own.getAddress())
                : FdLine.text(server.address());
    }

    static int port(Server server) {
        return server.address() instanceof InetSocketAddress own ? own.getPort() : 0;
    }

    private static int agentState(Server server) {
        return server.agentPlace() == null
                ? 0
                : AGENT
                        | CONFIGURED
                        | (server.agent().enabled() ? ENABLED : 0)
                        | (server.agent().running() ? IN_PROGRESS : 0);
    }

    private static int checkState(Server server, CheckReport check) {
        return CONFIGURED
                | (check.enabled() ? ENABLED : 0)
                | (check.running() ? IN_PROGRESS : 0)
                | (server.condition().inMaintenance() ? PAUSED : 0);
    }
}
