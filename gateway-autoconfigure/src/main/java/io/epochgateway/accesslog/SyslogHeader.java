package io.epochgateway.accesslog;

import io.epochgateway.definition.LogTargets;
import io.epochgateway.definition.SyslogTarget.Format;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands before a line in syslog's formats, as HAProxy writes it. Log thread only. */
final class SyslogHeader {

    private static final DateTimeFormatter RFC3164 = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    private final Format format;
    private final int facility;
    private final String tag;
    private final @Nullable String hostname;
    private final long pid = ProcessHandle.current().pid();

    SyslogHeader(Format format, int facility, LogTargets targets) {
        this.format = format;
        this.facility = facility;
        this.tag = targets.tag();
        this.hostname = targets.hostname();
    }

    /** Whether structured data may follow it. */
    boolean takesStructuredData() {
        return format == Format.RFC5424;
    }

    /** Whether it tells the time, so that no two are the same. */
    boolean isDated() {
        return switch (format) {
            case LOCAL, RFC3164, RFC5424, TIMED, ISO -> true;
            case PRIORITY, SHORT, RAW -> false;
        };
    }

    /** At that time, of a line of that level. */
    byte[] of(ZonedDateTime now, int level) {
        int priority = facility * 8 + level;
        String text = switch (format) {
            case LOCAL -> "<" + priority + ">" + RFC3164.format(now) + " " + host("", " ") + tag + "[" + pid + "]: ";
            case RFC3164 ->
                "<" + priority + ">" + RFC3164.format(now) + " " + host("localhost ", " ") + tag + "[" + pid + "]: ";
            case RFC5424 -> "<" + priority + ">1 " + ISO.format(now) + " " + host("- ", " ") + tag + " " + pid + " - ";
            case PRIORITY -> "<" + priority + ">";
            case SHORT -> "<" + level + ">";
            case TIMED -> "<" + level + ">" + ISO.format(now) + " ";
            case ISO -> ISO.format(now) + " ";
            case RAW -> "";
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String host(String otherwise, String end) {
        return hostname == null ? otherwise : hostname + end;
    }
}
