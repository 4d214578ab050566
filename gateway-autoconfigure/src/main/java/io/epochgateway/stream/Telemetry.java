package io.epochgateway.stream;

import io.epochgateway.accesslog.FrontendLog;
import io.epochgateway.accesslog.UniqueId;
import io.epochgateway.definition.CaptureDefinition;
import io.epochgateway.stats.Traffic;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where a frontend's streams are told of.
 *
 * @param process the counters of the whole process
 * @param traffic those of the frontend
 * @param log null if it has none
 * @param capturing what is taken out of messages; null if nothing is
 * @param uniqueId names its requests; null if they have none
 * @param numbers those of the whole process that were given to requests, where somebody asks for them
 */
public record Telemetry(
        Traffic process,
        Traffic traffic,
        @Nullable FrontendLog log,
        @Nullable Capturing capturing,
        @Nullable UniqueId uniqueId,
        AtomicInteger numbers) {

    /** The same, with other captures. */
    public Telemetry capturing(CaptureDefinition captures) {
        return new Telemetry(process, traffic, log, Capturing.of(captures), uniqueId, numbers);
    }

    /** Whether what is told is looked up by expressions, for which the heads of messages are kept until the end. */
    public boolean asks() {
        return (log != null && log.asks()) || (uniqueId != null && uniqueId.asks());
    }

    /** Whether somebody reads what a stream's entry says. */
    boolean isRead() {
        return log != null || uniqueId != null;
    }
}
