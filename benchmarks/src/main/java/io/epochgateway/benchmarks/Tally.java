package io.epochgateway.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The run's figures; written by all event loops, read by any thread. */
final class Tally {

    private static final int STATUSES = 600;
    private static final long LONGEST_MICROS = 3_600_000_000L;

    /** Connections that are open now. */
    final LongAdder open = new LongAdder();
    /** Connections that were established. */
    final LongAdder connections = new LongAdder();
    /** Responses that arrived completely. */
    final LongAdder responses = new LongAdder();
    /** Requests that the client itself aborted. */
    final LongAdder aborted = new LongAdder();
    /** Requests that were sent when the run ended. */
    final LongAdder unfinished = new LongAdder();
    /** Bytes received, heads included. */
    final LongAdder bytes = new LongAdder();
    /** Nanoseconds to the first byte, summed over {@link #firstBytes} responses. */
    final LongAdder firstByteNanos = new LongAdder();
    /** Responses of which the first byte arrived. */
    final LongAdder firstBytes = new LongAdder();

    private final AtomicLongArray statuses = new AtomicLongArray(STATUSES);
    private final Map<Problem, LongAdder> problems =
            Arrays.stream(Problem.values()).collect(Collectors.toUnmodifiableMap(p -> p, p -> new LongAdder()));
    private final Histogram latency = new ConcurrentHistogram(LONGEST_MICROS, 3);

    void response(int status, long nanos) {
        responses.increment();
        statuses.incrementAndGet(status);
        latency.recordValue(Math.min(nanos / 1000, LONGEST_MICROS));
    }

    void problem(Problem problem) {
        adder(problem).increment();
    }

    long problems(Problem problem) {
        return adder(problem).sum();
    }

    private LongAdder adder(Problem problem) {
        return Objects.requireNonNull(problems.get(problem));
    }

    long errors() {
        return problems.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long statuses(int status) {
        return statuses.get(status);
    }

    /** Responses of the class 1 to 5, by the first digit of the status. */
    long statusClass(int digit) {
        long sum = 0;
        for (int status = digit * 100; status < digit * 100 + 100; status++) {
            sum += statuses.get(status);
        }
        return sum;
    }

    /** Microseconds from the time a request was due to its response's last byte; a copy of the moment. */
    Histogram latency() {
        return latency.copy();
    }
}
