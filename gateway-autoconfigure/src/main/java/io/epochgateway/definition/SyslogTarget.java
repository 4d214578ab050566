package io.epochgateway.definition;

/**
 * Where lines go besides the logger (HAProxy {@code log} with an address).
 *
 * @param kind how they get there
 * @param host of UDP the address, of a UNIX socket its path; else meaningless
 * @param port of UDP; else meaningless
 * @param length how long a message may be at most, in bytes, its end not counted: 80 to 65535
 * @param format what stands before the line
 * @param facility of syslog, 0 to 23
 * @param level the least severe level that is sent: 0 for emerg to 7 for debug
 * @param minLevel the most severe level that is told; what is more severe is told as this
 */
public record SyslogTarget(
        Kind kind, String host, int port, int length, Format format, int facility, int level, int minLevel) {

    /** How lines get there. */
    public enum Kind {
        UDP,
        /** Datagrams to a UNIX socket. */
        UNIX,
        STDOUT,
        STDERR
    }

    /** What stands before the line. */
    public enum Format {
        /** As RFC3164, the host only if {@code log-send-hostname} says so. */
        LOCAL,
        RFC3164,
        RFC5424,
        /** Facility and level. */
        PRIORITY,
        /** The level. */
        SHORT,
        /** The level and the time. */
        TIMED,
        /** The time. */
        ISO,
        /** Nothing. */
        RAW
    }
}
