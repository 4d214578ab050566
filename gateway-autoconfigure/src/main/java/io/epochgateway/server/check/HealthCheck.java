package io.epochgateway.server.check;

import io.epochgateway.definition.CheckDefinition;
import io.epochgateway.definition.HealthDefinition;
import io.epochgateway.definition.ObserveDefinition;
import io.epochgateway.definition.ObserveDefinition.OnError;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.Location;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import io.epochgateway.server.check.CheckStatus.Verdict;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks one server again and again, and changes its state by what it finds. Lives on one loop. */
final class HealthCheck {

    private static final Logger log = LoggerFactory.getLogger("gateway.server");

    private final Server server;
    private final ServerStates states;
    private final CheckDefinition definition;
    private final HealthDefinition health;
    private final Probe probe;
    private final GatewayLoop loop;
    private final Schedule schedule;
    private Runnable abandon = () -> {};

    HealthCheck(
            Server server,
            ServerStates states,
            CheckDefinition definition,
            HealthDefinition health,
            Probe probe,
            int spreadPercent,
            GatewayLoop loop) {
        this.server = server;
        this.states = states;
        this.definition = definition;
        this.health = health;
        this.probe = probe;
        this.loop = loop;
        this.schedule = new Schedule(loop, this::run, spreadPercent);
        CheckCount count =
                CheckCount.start(definition, server.definition().states().initState());
        server.updateCheck(none -> new CheckReport(true, false, count, CheckResult.NONE, 0, 0));
        ObserveDefinition observe = server.definition().states().observe();
        if (observe != null) {
            server.observe(new PassiveCheck(observe, info -> alarmed(observe.onError(), info)));
        }
    }

    /** Begins after that time. Any thread. */
    void start(Duration delay) {
        schedule.start(delay);
    }

    /** No check begins any more, and one that has begun ends without a word. Any thread. */
    void stop() {
        schedule.stop(() -> abandon.run());
    }

    private void run() {
        if (server.condition().inMaintenance() || !server.check().enabled()) {
            schedule.again(interval(), false);
            return;
        }
        server.updateCheck(report -> report.running(true));
        Location place = server.location();
        abandon = probe.begin(loop, result -> ended(result, place));
    }

    /** Traffic met too many errors in a row. Any thread. */
    private void alarmed(OnError consequence, String info) {
        loop.eventLoop().execute(() -> {
            if (!schedule.isStopped()
                    && server.check().enabled()
                    && !server.condition().inMaintenance()) {
                suspect(consequence, info);
            }
        });
    }

    private void suspect(OnError consequence, String info) {
        if (consequence != OnError.FASTINTER) {
            boolean running = server.check().running();
            server.updateCheck(report -> report.with(report.count().suspected(consequence)));
            conclude(CheckResult.of(CheckStatus.HANA, 0, info, -1));
            server.updateCheck(report -> report.running(running));
        }
        if (!server.check().running()) {
            schedule.hurry(definition.fastinter());
        }
    }

    private void ended(CheckResult result, Location place) {
        if (!schedule.isStopped()) {
            if (server.location() == place) {
                conclude(result);
            } else {
                // where the server was says nothing of where it is
                server.updateCheck(report -> report.running(false));
            }
            schedule.again(interval(), result.status().isTimeout());
        }
    }

    private void conclude(CheckResult result) {
        CheckReport before = server.check();
        CheckReport after = server.updateCheck(report -> report.after(result));
        boolean news =
                result.status() != before.last().status() || !after.count().equals(before.count());
        if (health.logHealthChecks() && news) {
            logCheck(result, after.count());
        }
        // the line above says why already
        String cause = health.logHealthChecks() && news ? "" : ", " + result.reason();
        if (!after.count().up()) {
            if (server.condition().operation() != Operation.STOPPED) {
                server.updateCheck(CheckReport::wentDown);
            }
            states.operate(server, Operation.STOPPED, cause);
        } else if (result.status().verdict() == Verdict.CONDITIONALLY_PASSED) {
            states.operate(server, Operation.STOPPING, cause);
        } else if (result.status().verdict() == Verdict.PASSED && server.mayRun()) {
            states.operate(server, Operation.RUNNING, cause);
        }
    }

    private void logCheck(CheckResult result, CheckCount count) {
        log.info(
                "Health check for {}server {}/{} {}, {}, status: {}.",
                server.definition().backup() ? "backup " : "",
                server.proxy(),
                server.name(),
                switch (result.status().verdict()) {
                    case PASSED -> "succeeded";
                    case CONDITIONALLY_PASSED -> "conditionally succeeded";
                    default -> "failed";
                },
                result.reason(),
                count.text());
    }

    /** From the end of the last check to the next. */
    Duration interval() {
        CheckCount count = server.check().count();
        if (!count.settled()) {
            return definition.fastinter();
        }
        return count.up() ? definition.inter() : definition.downinter();
    }
}
