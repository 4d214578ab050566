package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.epochgateway.accesslog.AccessLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is written to the access log while this is open. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.LOGGER);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    static LogLines listen() {
        LogLines lines = new LogLines();
        lines.start();
        lines.logger.setAdditive(false);
        lines.logger.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    List<ILoggingEvent> events() {
        return events;
    }

    List<String> lines() {
        return events.stream().map(ILoggingEvent::getMessage).toList();
    }

    /** Waits for so many lines. */
    List<String> await(int count) {
        soon().until(() -> events.size() >= count);
        return lines();
    }

    String awaitOne() {
        return await(1).getFirst();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
    }
}
