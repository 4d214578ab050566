package io.epochgateway.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints h1load's line: totals up to now, and rates since the line before. One thread only. */
final class LiveLine implements Runnable {

    private static final int LINES_PER_HEADING = 50;
    private static final String HEADING =
            "#     time conns tot_conn  tot_req      tot_bytes    err    cps    rps    bps   ttfb";

    private final PrintStream out;
    private final Tally tally;
    private final long start = System.nanoTime();
    private Figures last = new Figures(start, 0, 0, 0, 0, 0);
    private int lines;

    private record Figures(
            long time, long connections, long responses, long bytes, long firstBytes, long firstByteNanos) {}

    LiveLine(PrintStream out, Tally tally) {
        this.out = out;
        this.tally = tally;
    }

    @Override
    public void run() {
        if (lines++ % LINES_PER_HEADING == 0) {
            out.println(HEADING);
        }
        Figures now = new Figures(
                System.nanoTime(),
                tally.connections.sum(),
                tally.responses.sum(),
                tally.bytes.sum(),
                tally.firstBytes.sum(),
                tally.firstByteNanos.sum());
        double seconds = (now.time - last.time) / 1e9;
        long firstBytes = now.firstBytes - last.firstBytes;
        out.printf(
                Locale.ROOT,
                "%10.0f %5d %8d %8d %14d %6d %6s %6s %6s %6s%n",
                (now.time - start) / 1e9,
                tally.open.sum(),
                now.connections,
                now.responses,
                now.bytes,
                tally.errors(),
                shortened((now.connections - last.connections) / seconds),
                shortened((now.responses - last.responses) / seconds),
                shortened((now.bytes - last.bytes) * 8 / seconds),
                firstBytes == 0 ? "-" : duration((now.firstByteNanos - last.firstByteNanos) / 1e9 / firstBytes));
        last = now;
    }

    /** A number in at most five characters: 8.00, 133k, 1.12G. */
    private static String shortened(double value) {
        String units = " kMGT";
        int unit = 0;
        while (value >= 999.5 && unit < units.length() - 1) {
            value /= 1000;
            unit++;
        }
        return threeDigits(value) + units.substring(unit, unit + 1).strip();
    }

    private static String duration(double seconds) {
        if (seconds >= 0.9995) {
            return threeDigits(seconds) + "s";
        }
        return seconds >= 0.0009995 ? threeDigits(seconds * 1e3) + "m" : threeDigits(seconds * 1e6) + "u";
    }

    private static String threeDigits(double value) {
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
