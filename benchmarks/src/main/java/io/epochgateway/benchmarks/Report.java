package io.epochgateway.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The summary at the end: a name at the start of each line, figures behind it. */
final class Report {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private Report() {}

    static String of(Options options, Tally tally) {
        return """
                connections  %d
                requests     %d completed, %d aborted, %d unfinished
                bytes        %d
                statuses     %s
                errors       %d (%s)
                latency      %s
                """.formatted(
                        tally.connections.sum(),
                        tally.responses.sum(),
                        tally.aborted.sum(),
                        tally.unfinished.sum(),
                        tally.bytes.sum(),
                        statuses(tally),
                        tally.errors(),
                        Arrays.stream(Problem.values())
                                .map(problem -> problem.label + " " + tally.problems(problem))
                                .collect(Collectors.joining(", ")),
                        latency(tally.latency(), options.rate() > 0));
    }

    private static String statuses(Tally tally) {
        String classes = IntStream.rangeClosed(1, 5)
                .mapToObj(digit -> digit + "xx " + tally.statusClass(digit))
                .collect(Collectors.joining(", "));
        String each = IntStream.range(100, 600)
                .filter(status -> tally.statuses(status) > 0)
                .mapToObj(status -> status + ": " + tally.statuses(status))
                .collect(Collectors.joining(", "));
        return classes + " (" + each + ")";
    }

    private static String latency(Histogram micros, boolean scheduled) {
        return Arrays.stream(PERCENTILES)
                        .mapToObj(p -> millis("p" + (p == 99.9 ? "99.9" : (int) p), micros.getValueAtPercentile(p)))
                        .collect(Collectors.joining(", ", "", ", "))
                + millis("max", micros.getMaxValue())
                + (scheduled ? " from the time due" : " from the time sent");
    }

    private static String millis(String name, long micros) {
        return String.format(Locale.ROOT, "%s %.3f ms", name, micros / 1000.0);
    }
}
