package io.epochgateway.accesslog;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Points in time as HAProxy writes them; the text of a second is made once. Event loop only. */
final class Dates {

    /** Requests that end together may have begun at different seconds. */
    private static final int KEPT = 16;

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;
    private final long[] seconds = new long[KEPT];
    private final byte[][] texts = new byte[KEPT][];

    Dates(ZoneId zone) {
        this.zone = zone;
        Arrays.fill(texts, new byte[0]);
        Arrays.fill(seconds, Long.MIN_VALUE);
    }

    /** Writes {@code [22/Nov/2026:20:15:52.576]}. */
    void write(LineWriter line, long millis) {
        long second = Math.floorDiv(millis, 1000);
        int fraction = (int) (millis - second * 1000);
        line.octet('[')
                .text(text(second))
                .octet('.')
                .octet((char) ('0' + fraction / 100))
                .octet((char) ('0' + fraction / 10 % 10))
                .octet((char) ('0' + fraction % 10))
                .octet(']');
    }

    private byte[] text(long second) {
        int place = (int) second & KEPT - 1;
        if (seconds[place] != second) {
            texts[place] =
                    Ascii.bytes(SECOND.format(Instant.ofEpochSecond(second).atZone(zone)));
            seconds[place] = second;
        }
        return texts[place];
    }
}
