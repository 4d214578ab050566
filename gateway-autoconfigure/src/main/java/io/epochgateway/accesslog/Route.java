package io.epochgateway.accesslog;

import io.epochgateway.definition.LogTargets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Where the lines of one frontend go. Log thread only. */
final class Route implements AutoCloseable {

    private final LogTargets targets;
    private final List<SyslogSink> sinks = new ArrayList<>();

    /**
     * @throws io.epochgateway.definition.DefinitionException if there is no way to a target
     */
    Route(LogTargets targets) {
        this.targets = targets;
        try {
            targets.syslog().forEach(target -> sinks.add(new SyslogSink(targets, target)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Sends a line to everyone who wants it.
     *
     * @param data how many octets of it are structured data, which comes first
     * @param dropped counts whom it couldn't be sent to
     */
    void send(Logger logger, byte[] octets, int from, int length, int data, boolean error, LongAdder dropped) {
        for (SyslogSink sink : sinks) {
            if (!sink.send(octets, from, length, data, error)) {
                dropped.increment();
            }
        }
        if (!targets.logger()) {
            return;
        }
        String text = new String(octets, from + data, length - data, StandardCharsets.ISO_8859_1);
        if (error) {
            logger.error(text);
        } else {
            logger.info(text);
        }
    }

    /** Sends what was held back to go out together. */
    void flush(LongAdder dropped) {
        for (SyslogSink sink : sinks) {
            if (!sink.flush()) {
                dropped.increment();
            }
        }
    }

    @Override
    public void close() {
        sinks.forEach(SyslogSink::close);
    }
}
