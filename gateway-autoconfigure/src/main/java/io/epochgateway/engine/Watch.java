package io.epochgateway.engine;

import io.epochgateway.accesslog.AccessLog;
import io.epochgateway.accesslog.FrontendLog;
import io.epochgateway.accesslog.UniqueId;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.UniqueIdDefinition;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.stats.Traffic;
import io.epochgateway.stream.Capturing;
import io.epochgateway.stream.LogExpressions;
import io.epochgateway.stream.Telemetry;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What all proxies tell of themselves: to the counters of the process and to the access log. Any thread. */
final class Watch implements AutoCloseable {

    private final int loops;
    private final Traffic process;
    private final @Nullable AccessLog log;
    private final AtomicInteger numbers = new AtomicInteger();

    /** Without a frontend that logs, there is no log and no thread for it. */
    Watch(GatewayDefinition definition, int loops) {
        this.loops = loops;
        this.process = new Traffic("", loops);
        this.log = definition.frontends().stream().anyMatch(Watch::logs) ? new AccessLog(loops) : null;
    }

    private static boolean logs(FrontendDefinition frontend) {
        return frontend.log().format() != LogFormat.NONE;
    }

    /**
     * Where a frontend's streams are told of.
     *
     * @param proxies those that its expressions may name
     */
    Telemetry of(FrontendDefinition frontend, Directory proxies) {
        LogExpressions expressions = new LogExpressions(frontend.name(), proxies);
        UniqueIdDefinition uniqueId = frontend.log().uniqueId();
        return new Telemetry(
                process,
                new Traffic(frontend.name(), loops),
                logOf(frontend, expressions),
                Capturing.of(frontend.log().captures()),
                uniqueId == null ? null : new UniqueId(uniqueId, frontend.mode() == Mode.HTTP, expressions),
                numbers);
    }

    private @Nullable FrontendLog logOf(FrontendDefinition frontend, LogExpressions expressions) {
        return log != null && logs(frontend)
                ? new FrontendLog(frontend.log(), frontend.mode() == Mode.HTTP, expressions, log)
                : null;
    }

    Traffic process() {
        return process;
    }

    long droppedLogs() {
        return log == null ? 0 : log.dropped();
    }

    /** Writes what is still to be logged. */
    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
