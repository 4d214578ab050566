package io.epochgateway.server.check;

import io.epochgateway.definition.AgentDefinition;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.Administration;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import io.epochgateway.server.TextChanges;
import io.epochgateway.server.check.CheckStatus.Verdict;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server's agent again and again how the server is, and does what it says (HAProxy {@code agent-check}). That an
 * agent can't be reached says nothing of the server. Lives on one loop.
 */
final class AgentCheck implements AgentDialogue.User {

    private static final Logger log = LoggerFactory.getLogger("gateway.server");

    private final Server server;
    private final ServerStates states;
    private final AgentDefinition definition;
    private final boolean logged;
    private final Connector connector;
    private final GatewayLoop loop;
    private final Schedule schedule;
    private @Nullable AgentDialogue dialogue;

    /**
     * Of a server that has one.
     *
     * @param logged whether changes of what it says are logged (HAProxy {@code option log-health-checks})
     */
    AgentCheck(
            Server server,
            ServerStates states,
            AgentDefinition definition,
            boolean logged,
            Connector connector,
            int spreadPercent,
            GatewayLoop loop) {
        this.server = server;
        this.states = states;
        this.definition = definition;
        this.logged = logged;
        this.connector = connector;
        this.loop = loop;
        this.schedule = new Schedule(loop, this::ask, spreadPercent);
        server.setAgentPlace(new AgentPlace(definition.host(), definition.port(), definition.send()));
        server.updateAgent(none -> new CheckReport(true, false, new CheckCount(1, 1, 1), CheckResult.NONE, 0, 0));
    }

    Duration interval() {
        return definition.inter();
    }

    /** Begins after that time. Any thread. */
    void start(Duration delay) {
        schedule.start(delay);
    }

    /** No question is asked any more. Any thread. */
    void stop() {
        schedule.stop(() -> {
            if (dialogue != null) {
                dialogue.end();
            }
        });
    }

    /** In maintenance too: the agent may end it. */
    private void ask() {
        AgentPlace place = server.agentPlace();
        SocketAddress address = place == null ? null : address(place);
        if (place == null || address == null || !server.agent().enabled()) {
            schedule.again(definition.inter(), false);
            return;
        }
        server.updateAgent(report -> report.running(true));
        dialogue = new AgentDialogue(loop, place.send(), this);
        dialogue.begin(connector, address, definition.inter().toMillis());
    }

    private @Nullable SocketAddress address(AgentPlace place) {
        if (place.host() != null) {
            InetSocketAddress there = new InetSocketAddress(place.host(), place.port());
            return there.isUnresolved() ? null : there;
        }
        return server.address() instanceof InetSocketAddress own && !own.isUnresolved()
                ? new InetSocketAddress(own.getAddress(), place.port())
                : null;
    }

    @Override
    public void failed(CheckStatus status, String info, long millis) {
        // the server's health stays what it is
        server.updateAgent(report -> report.noticed(CheckResult.of(status, 0, info, millis)));
        schedule.again(definition.inter(), status.isTimeout());
    }

    @Override
    public void answered(String line, long millis) {
        if (server.agent().enabled()) {
            follow(AgentAnswer.parse(line), millis);
        } else {
            server.updateAgent(report -> report.running(false));
        }
        schedule.again(definition.inter(), false);
    }

    private void follow(AgentAnswer answer, long millis) {
        if (answer.administration() != null) {
            states.administer(
                    server,
                    switch (answer.administration()) {
                        case "drain" -> Administration.DRAIN;
                        case "maint" -> Administration.MAINT;
                        default -> Administration.READY;
                    });
        }
        String warning = answer.weight() == null ? null : TextChanges.weight(states, server, answer.weight());
        if (answer.maxconn() != null) {
            String other = TextChanges.maxconn(states, server, answer.maxconn());
            warning = warning == null ? other : warning;
        }
        if (answer.health() == null) {
            String info = answer.unknown() != null
                    ? "agent reports an error : " + answer.unknown()
                    : warning != null ? "agent warns : " + warning : "";
            server.updateAgent(report -> report.noticed(CheckResult.of(CheckStatus.CHECKED, 0, info, millis)));
        } else {
            conclude(answer, warning, millis);
        }
    }

    private void conclude(AgentAnswer answer, @Nullable String warning, long millis) {
        boolean up = answer.saysUp();
        String why = answer.description();
        if (why.isEmpty() || up) {
            why = answer.unknown() != null ? answer.unknown() : warning != null ? warning : why;
        }
        String info = "via agent : " + answer.health() + (why.isEmpty() ? "" : " (" + why + ")");
        CheckResult result = CheckResult.of(up ? CheckStatus.L7OK : CheckStatus.L7STS, 0, info, millis);
        CheckReport before = server.agent();
        CheckReport after = server.updateAgent(report -> report.after(result).certain(up));
        boolean news =
                result.status() != before.last().status() || !after.count().equals(before.count());
        if (logged && news) {
            log.info(
                    "Agent check for {}server {}/{} {}, {}, status: {}.",
                    server.definition().backup() ? "backup " : "",
                    server.proxy(),
                    server.name(),
                    result.status().verdict() == Verdict.PASSED ? "succeeded" : "failed",
                    result.reason(),
                    after.count().text());
        }
        String cause = logged && news ? "" : ", " + result.reason();
        if (!up) {
            states.operate(server, Operation.STOPPED, cause);
        } else if (server.mayRun()) {
            states.operate(server, Operation.RUNNING, cause);
        }
    }
}
