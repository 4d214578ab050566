package io.epochgateway.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a frontend's lines go.
 *
 * @param property the full name of the property that says it, for messages
 * @param logger whether the logger {@code gateway.access} gets them
 * @param syslog who else gets them
 * @param tag what syslog is told that the program is called (HAProxy {@code log-tag})
 * @param hostname what syslog is told that the machine is called; null if it isn't told
 */
public record LogTargets(
        String property,
        boolean logger,
        List<SyslogTarget> syslog,
        String tag,
        @Nullable String hostname) {

    /** The logger only. */
    public static final LogTargets LOGGER = new LogTargets("gateway", true, List.of(), "haproxy", null);

    public LogTargets {
        syslog = List.copyOf(syslog);
    }
}
