package io.epochgateway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ReportTests {

    private final Tally tally = new Tally();

    @Test
    void statusesErrorsAndPercentilesAreInTheReport() {
        for (int i = 1; i <= 100; i++) {
            tally.response(i == 100 ? 502 : 200, i * 1_000_000L);
        }
        tally.problem(Problem.EARLY_CLOSE);
        tally.problem(Problem.RESET);
        assertThat(Report.of(CommandLine.parse("http://127.0.0.1/"), tally))
                .contains("requests     100 completed, 0 aborted, 0 unfinished")
                .contains("2xx 99, 3xx 0, 4xx 0, 5xx 1 (200: 99, 502: 1)")
                .contains("errors       2 (connect 0, reset 1, early close 1, bad response 0, timeout 0)")
                .contains("p50 50.", "p90 90.", "p99 99.", "p99.9 100.", "max 100.");
    }

    @Test
    void theLiveLineHasTotalsUnderH1loadsHeadings() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tally.connections.add(8);
        tally.responses.add(1500);
        new LiveLine(new PrintStream(out, true), tally).run();
        String[] lines = out.toString().split("\n");
        assertThat(lines[0].strip().split(" +"))
                .containsExactly(
                        "#", "time", "conns", "tot_conn", "tot_req", "tot_bytes", "err", "cps", "rps", "bps", "ttfb");
        assertThat(lines[1].strip().split(" +")).startsWith("0", "0", "8", "1500", "0", "0");
    }
}
