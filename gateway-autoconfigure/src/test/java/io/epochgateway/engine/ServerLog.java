package io.epochgateway.engine;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the log says of servers from now on. */
final class ServerLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("gateway.server");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private ServerLog() {}

    static ServerLog listen() {
        ServerLog log = new ServerLog();
        log.appender.list = new CopyOnWriteArrayList<>();
        log.appender.start();
        log.logger.addAppender(log.appender);
        return log;
    }

    /** Each check takes no time: how long they took differs from run to run. */
    List<String> lines() {
        return appender.list.stream()
                .map(event -> comparable(event.getFormattedMessage()))
                .toList();
    }

    /** The line of a check that took no time. */
    static String comparable(String line) {
        return line.strip().replaceAll("duration: \\d+ms", "duration: 0ms");
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
