package io.epochgateway.benchmarks;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does an event counter cost: where its condition doesn't hold, where it does, and where counting is off? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EventCounterBenchmark {

    private static final EventCounter COUNTER = EventCounter.count("value < 0", "benchmark");

    @Param({"true", "false"})
    public boolean enabled;

    private int value = 1;

    @Setup
    public void setUp() {
        EventCounters.enable(enabled);
    }

    /** What all the others contain. */
    @Benchmark
    public int nothing() {
        return value;
    }

    @Benchmark
    public boolean conditionDoesNotHold() {
        return COUNTER.hitIf(value < 0);
    }

    @Benchmark
    public void hit() {
        COUNTER.hit();
    }
}
