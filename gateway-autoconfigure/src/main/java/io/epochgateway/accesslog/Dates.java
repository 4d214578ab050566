package io.epochgateway.accesslog;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Points in time as HAProxy writes them; the text of a second is made once. Event loop only. */
final class Dates {

    private static final String FORM = "[22/Nov/2026:20:15:52.576]";
    private static final int MILLIS = FORM.indexOf('.') + 1;

    /** The date that was written last in brackets; only its milliseconds change as long as it is of the same second. */
    private final byte[] bracketed = Ascii.bytes(FORM);

    /** That second, in milliseconds since 1970. */
    private long since = Long.MAX_VALUE;

    private final Seconds precise;
    private final Seconds local;
    private final Seconds gmt;

    Dates(ZoneId zone) {
        precise = new Seconds(zone, "dd/MMM/yyyy:HH:mm:ss");
        local = new Seconds(zone, "dd/MMM/yyyy:HH:mm:ss xx");
        gmt = new Seconds(ZoneOffset.UTC, "dd/MMM/yyyy:HH:mm:ss xx");
    }

    /** Writes {@code 22/Nov/2026:20:15:52.576}. */
    void precise(LineWriter line, long millis) {
        long second = Math.floorDiv(millis, 1000);
        line.text(precise.text(second), '.');
        threeDigits(line, (int) (millis - second * 1000));
    }

    /** Writes {@code [22/Nov/2026:20:15:52.576] }. */
    void write(LineWriter line, long millis) {
        if (millis < since || millis - since >= 1000) {
            since = Math.floorDiv(millis, 1000) * 1000;
            byte[] text = precise.text(since / 1000);
            System.arraycopy(text, 0, bracketed, 1, text.length);
        }
        int part = (int) (millis - since);
        bracketed[MILLIS] = (byte) ('0' + part / 100);
        bracketed[MILLIS + 1] = (byte) ('0' + part / 10 % 10);
        bracketed[MILLIS + 2] = (byte) ('0' + part % 10);
        line.text(bracketed, ' ');
    }

    static void threeDigits(LineWriter line, int number) {
        line.octet((char) ('0' + number / 100))
                .octet((char) ('0' + number / 10 % 10))
                .octet((char) ('0' + number % 10));
    }

    /** Writes {@code 22/Nov/2026:20:15:52 +0100}. */
    void local(LineWriter line, long millis) {
        line.text(local.text(Math.floorDiv(millis, 1000)));
    }

    /** Writes {@code 22/Nov/2026:19:15:52 +0000}. */
    void gmt(LineWriter line, long millis) {
        line.text(gmt.text(Math.floorDiv(millis, 1000)));
    }

    /** The texts of some seconds: requests that end together may have begun at different ones. */
    private static final class Seconds {

        private static final int KEPT = 16;

        private final ZoneId zone;
        private final DateTimeFormatter formatter;
        private final long[] seconds = new long[KEPT];
        private final byte[][] texts = new byte[KEPT][];

        Seconds(ZoneId zone, String pattern) {
            this.zone = zone;
            this.formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            Arrays.fill(texts, new byte[0]);
            Arrays.fill(seconds, Long.MIN_VALUE);
        }

        byte[] text(long second) {
            int place = (int) second & KEPT - 1;
            if (seconds[place] != second) {
                texts[place] = Ascii.bytes(
                        formatter.format(Instant.ofEpochSecond(second).atZone(zone)));
                seconds[place] = second;
            }
            return texts[place];
        }
    }
}
