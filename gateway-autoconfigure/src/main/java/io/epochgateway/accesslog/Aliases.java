package io.epochgateway.accesslog;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the aliases of a log-format string stand for; HAProxy's, all of them.
 *
 * @param early written before the end: what may still grow has a {@code +}
 */
record Aliases(boolean early) {

    /** All of them. */
    static final List<String> NAMES = List.of(
            "B", "CC", "CS", "H", "HM", "HP", "HPO", "HQ", "HU", "HV", "ID", "ST", "T", "Ta", "Tc", "Td", "Th", "Ti",
            "Tl", "TR", "Tq", "Tr", "Ts", "Tt", "Tu", "Tw", "U", "ac", "b", "bc", "bi", "bp", "bq", "ci", "cp", "f",
            "fc", "fi", "fp", "ft", "hr", "hrl", "hs", "hsl", "lc", "ms", "o", "pid", "r", "rc", "rt", "s", "sc", "si",
            "sp", "sq", "sslc", "sslv", "t", "tr", "trg", "trl", "ts", "tsc");

    /** Those that mean nothing without a request. */
    static final Set<String> OF_HTTP = Set.of(
            "CC", "CS", "HM", "HP", "HPO", "HQ", "HU", "HV", "Ta", "Ti", "TR", "Tq", "Tr", "r", "tr", "trg", "trl");

    private static final int MILLIS = 1000;
    private static final byte[] NO_SERVER = Ascii.bytes("<NOSRV>");

    Piece of(String name, Flags flags) {
        return switch (name) {
            case "T", "Tl", "Ts", "t", "ms", "tr", "trg", "trl" -> date(name, flags);
            case "Ta", "Tc", "Td", "Th", "Ti", "TR", "Tq", "Tr", "Tt", "Tu", "Tw" -> timer(name);
            case "HM", "HP", "HPO", "HQ", "HU", "HV", "r" -> new RequestPart(name, flags);
            case "ci", "cp", "fi", "fp", "bi", "bp", "si", "sp" -> new AddressPart(name, flags);
            case "hr" -> new CapturedFields(false, false, flags);
            case "hrl" -> new CapturedFields(false, true, flags);
            case "hs" -> new CapturedFields(true, false, flags);
            case "hsl" -> new CapturedFields(true, true, flags);
            case "CC", "CS" -> cookie(name.equals("CS"), flags);
            case "b", "f", "ft", "s", "H", "ID", "sslc", "sslv" -> name(name, flags);
            default -> figure(name, flags);
        };
    }

    private static Piece date(String name, Flags flags) {
        return switch (name) {
            case "T" -> (line, dates, stream) -> dates.gmt(line, stream.acceptedAt());
            case "Tl" -> (line, dates, stream) -> dates.local(line, stream.acceptedAt());
            case "Ts" -> (line, dates, stream) -> flags.number(line, stream.acceptedAt() / MILLIS, 4);
            case "t" -> (line, dates, stream) -> dates.precise(line, stream.acceptedAt());
            case "tr" -> (line, dates, stream) -> dates.precise(line, stream.requestedAt());
            case "trg" -> (line, dates, stream) -> dates.gmt(line, stream.requestedAt());
            case "trl" -> (line, dates, stream) -> dates.local(line, stream.requestedAt());
            default -> (line, dates, stream) -> millis(line, (int) (stream.acceptedAt() % MILLIS), flags);
        };
    }

    private static void millis(LineWriter line, int millis, Flags flags) {
        if (flags.hex()) {
            line.hexadecimal(millis, 2);
        } else {
            Dates.threeDigits(line, millis);
        }
    }

    private Piece timer(String name) {
        return switch (name) {
            case "Ta" -> (line, dates, stream) -> Parts.growing(line, stream.activeTime(), early);
            case "Tt" -> (line, dates, stream) -> Parts.growing(line, stream.totalTime(), early);
            case "Tu" -> (line, dates, stream) -> Parts.growing(line, stream.totalTime() - stream.idleWait(), early);
            case "Tc" -> (line, dates, stream) -> line.number(stream.connectWait());
            case "Td" -> (line, dates, stream) -> line.number(stream.dataTime());
            // the handshake belongs to the wait for the first byte
            case "Th" -> (line, dates, stream) -> line.octet('0');
            case "Ti" -> (line, dates, stream) -> line.number(stream.idleWait());
            case "TR" -> (line, dates, stream) -> line.number(stream.requestWait());
            case "Tq" -> Aliases::untilRead;
            case "Tr" -> (line, dates, stream) -> line.number(stream.responseWait());
            default -> (line, dates, stream) -> line.number(stream.queueWait());
        };
    }

    private static void untilRead(LineWriter line, Dates dates, LoggedStream stream) {
        int read = stream.requestWait();
        line.number(read < 0 ? -1 : stream.idleWait() + read);
    }

    private static Piece cookie(boolean response, Flags flags) {
        return (line, dates, stream) -> {
            Captures captures = stream.captures();
            Captured cookie = captures == null ? null : response ? captures.responseCookie() : captures.requestCookie();
            if (cookie == null || !cookie.isPresent()) {
                flags.nothing(line);
            } else {
                flags.text(line, cookie.octets(), 0, cookie.length());
            }
        };
    }

    private static Piece name(String name, Flags flags) {
        byte[] host = name.equals("H") ? Ascii.bytes(hostname()) : NO_SERVER;
        return switch (name) {
            case "b" -> (line, dates, stream) -> flags.text(line, stream.backend());
            case "f", "ft" -> (line, dates, stream) -> flags.text(line, stream.frontend());
            case "s" -> (line, dates, stream) -> text(line, flags, stream.server(), NO_SERVER);
            case "H" -> (line, dates, stream) -> flags.text(line, host);
            case "ID" -> (line, dates, stream) -> text(line, flags, stream.uniqueId(), null);
            default -> (line, dates, stream) -> flags.nothing(line);
        };
    }

    private static void text(LineWriter line, Flags flags, byte @Nullable [] text, byte @Nullable [] otherwise) {
        byte[] octets = text == null ? otherwise : text;
        if (octets == null) {
            flags.nothing(line);
        } else {
            flags.text(line, octets);
        }
    }

    /** The name of this machine. */
    static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private Piece figure(String name, Flags flags) {
        return switch (name) {
            case "B" -> (line, dates, stream) -> Parts.growing(line, stream.bytesToClient(), early);
            case "U" -> (line, dates, stream) -> line.number(stream.bytesUploaded());
            case "ST" -> (line, dates, stream) -> line.number(stream.status());
            case "ac" -> (line, dates, stream) -> line.number(stream.actconn());
            case "fc" -> (line, dates, stream) -> line.number(stream.feconn());
            case "bc" -> (line, dates, stream) -> line.number(stream.beconn());
            case "sc" -> (line, dates, stream) -> line.number(stream.srvconn());
            case "sq" -> (line, dates, stream) -> line.number(stream.serverQueue());
            case "bq" -> (line, dates, stream) -> line.number(stream.backendQueue());
            case "rc" -> (line, dates, stream) -> Parts.retries(line, stream);
            case "rt" -> (line, dates, stream) -> flags.number(line, stream.number(), 4);
            case "lc" -> new LineCount(flags);
            case "pid" -> {
                long pid = ProcessHandle.current().pid();
                yield (line, dates, stream) -> flags.number(line, pid, 4);
            }
            case "ts" -> (line, dates, stream) -> line.octet(stream.cause()).octet(stream.phase());
            case "tsc" ->
                (line, dates, stream) -> line.octet(stream.cause())
                        .octet(stream.phase())
                        .octet(stream.requestCookie())
                        .octet(stream.responseCookie());
            default -> throw new IllegalArgumentException(name);
        };
    }
}
