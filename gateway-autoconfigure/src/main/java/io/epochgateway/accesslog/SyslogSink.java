package io.epochgateway.accesslog;

import io.epochgateway.definition.LogTargets;
import io.epochgateway.definition.SyslogTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Sends lines to one syslog server, or to who takes what a syslog server would. Log thread only. */
final class SyslogSink implements AutoCloseable {

    private static final int ERR = 3;
    private static final int INFO = 6;
    private static final byte[] NO_DATA = Ascii.bytes("- ");

    private final SyslogTarget target;
    private final SyslogHeader header;
    private final ZoneId zone = ZoneId.systemDefault();
    private final Outlet outlet;
    /** A message and its end. */
    private final ByteBuffer message;
    /** The last header, and the level that it is for. */
    private byte[] prefix = {};

    private int prefixLevel = -1;

    /**
     * @throws io.epochgateway.definition.DefinitionException if there is no way to the target
     */
    SyslogSink(LogTargets targets, SyslogTarget target) {
        this.target = target;
        this.header = new SyslogHeader(target.format(), target.facility(), targets);
        this.outlet = Outlet.to(targets.property(), target);
        this.message = ByteBuffer.allocateDirect(target.length() + 1);
    }

    /**
     * Sends a line, if its level is wanted.
     *
     * @param data how many octets of it are structured data, which comes first
     * @return false if it couldn't be sent
     */
    boolean send(byte[] octets, int from, int length, int data, boolean error) {
        int level = error ? ERR : INFO;
        if (level > target.level()) {
            return true;
        }
        message.clear().limit(target.length());
        put(prefix(Math.max(level, target.minLevel())));
        if (header.takesStructuredData()) {
            if (data == 0) {
                put(NO_DATA);
            } else {
                put(octets, from, data);
                put(new byte[] {' '}, 0, 1);
            }
        }
        put(octets, from + data, length - data);
        message.limit(message.capacity()).put((byte) '\n').flip();
        try {
            return outlet.send(message);
        } catch (IOException unreachable) {
            return false;
        }
    }

    private byte[] prefix(int level) {
        if (header.isDated() || level != prefixLevel) {
            prefix = header.of(ZonedDateTime.now(zone), level);
            prefixLevel = level;
        }
        return prefix;
    }

    /** Sends what an outlet holds back; false if it couldn't. */
    boolean flush() {
        try {
            outlet.flush();
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private void put(byte[] octets) {
        put(octets, 0, octets.length);
    }

    private void put(byte[] octets, int from, int length) {
        message.put(octets, from, Math.min(length, message.remaining()));
    }

    @Override
    public void close() {
        outlet.close();
    }
}
