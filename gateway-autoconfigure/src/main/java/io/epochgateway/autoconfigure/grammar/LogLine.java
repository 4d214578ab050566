package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import io.epochgateway.definition.SyslogTarget;
import io.epochgateway.definition.SyslogTarget.Format;
import io.epochgateway.definition.SyslogTarget.Kind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** HAProxy's {@code log}: a place to log to. */
record LogLine() implements Scalar<LogLine.Destination> {

    private static final WholeNumber LENGTH = new WholeNumber(80, 65535);
    private static final WholeNumber PORT = new WholeNumber(1, 65535);
    private static final String USUAL_LENGTH = "1024";
    private static final int SYSLOG_PORT = 514;
    private static final List<String> FACILITIES = List.of(
            "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "auth2", "ftp", "ntp",
            "audit", "alert", "cron2", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7");
    private static final List<String> LEVELS =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
    private static final List<String> FORMATS = Arrays.stream(Format.values())
            .map(format -> format.name().toLowerCase(Locale.ROOT))
            .toList();

    /** What a line names. */
    sealed interface Destination {}

    /** The places of the section {@code global}. */
    record Global() implements Destination {}

    /** None, whatever was named before. */
    record None() implements Destination {}

    /** The logger of SLF4J. */
    record Logger() implements Destination {}

    /** A syslog server, or who takes what it would. */
    record Syslog(SyslogTarget target) implements Destination {}

    @Override
    public Destination parse(String text) throws Mistake {
        ArrayDeque<String> words = new ArrayDeque<>(Arguments.of(text));
        String first = words.isEmpty() ? "" : words.removeFirst();
        Destination place = switch (first) {
            case "global" -> new Global();
            case "false" -> new None();
            case "slf4j" -> new Logger();
            default -> syslog(first, words);
        };
        if (!words.isEmpty()) {
            throw new Mistake("'" + words.getFirst() + "' can't follow here", "Leave it out.");
        }
        return place;
    }

    private static Destination syslog(String address, ArrayDeque<String> words) throws Mistake {
        if (words.isEmpty()) {
            throw new Mistake(
                    "'" + address + "' is no place to log to without a facility",
                    NearestWord.mend(address, List.of("global", "false", "slf4j"))
                            + " Or add a facility, such as local0.");
        }
        int length = LENGTH.parse(Objects.requireNonNullElse(option("len", words), USUAL_LENGTH));
        String format = option("format", words);
        Format header = Format.values()[format == null ? 0 : index(format, FORMATS, "log format")];
        int facility = index(words.isEmpty() ? "" : words.removeFirst(), FACILITIES, "facility");
        int level = words.isEmpty() ? LEVELS.size() - 1 : index(words.removeFirst(), LEVELS, "level");
        int minLevel = words.isEmpty() ? 0 : index(words.removeFirst(), LEVELS, "level");
        Kind kind = kind(address);
        String host = address.substring(address.indexOf('@') + 1);
        int port = 0;
        if (kind == Kind.UDP) {
            int colon = host.lastIndexOf(':');
            port = colon < 0 || colon == host.length() - 1 ? SYSLOG_PORT : PORT.parse(host.substring(colon + 1));
            host = colon < 0 ? host : host.substring(0, colon);
        }
        return new Syslog(new SyslogTarget(kind, host, port, length, header, facility, level, minLevel));
    }

    private static Kind kind(String address) throws Mistake {
        int at = address.indexOf('@');
        String family = at < 0 ? "" : address.substring(0, at);
        return switch (family) {
            case "" ->
                switch (address) {
                    case "stdout" -> Kind.STDOUT;
                    case "stderr" -> Kind.STDERR;
                    default -> address.startsWith("/") ? Kind.UNIX : Kind.UDP;
                };
            case "udp", "ipv4", "ipv6", "udp4", "udp6" -> Kind.UDP;
            case "unix" -> Kind.UNIX;
            default ->
                throw new Mistake(
                        "'" + family + "@' can't be logged to",
                        "Write an address and a port of UDP, the path of a UNIX socket, stdout or stderr.");
        };
    }

    private static @Nullable String option(String name, ArrayDeque<String> words) throws Mistake {
        if (!name.equals(words.peekFirst())) {
            return null;
        }
        words.removeFirst();
        if (words.isEmpty()) {
            throw new Mistake("'" + name + "' lacks its value", "Write it behind the keyword.");
        }
        return words.removeFirst();
    }

    private static int index(String word, List<String> words, String what) throws Mistake {
        int index = words.indexOf(word);
        if (index < 0) {
            throw new Mistake("'" + word + "' is no " + what, NearestWord.mend(word, words));
        }
        return index;
    }

    @Override
    public String values() {
        return "`global`, `false`, `slf4j`, `address [len number] [format word] facility [level [min level]]`";
    }
}
