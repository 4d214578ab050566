package io.epochgateway.epoll;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What does the generation add to a delivered report? {@code byFd} is what any handler must do: find who is meant. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GenerationCheckBenchmark {

    private static final int REPORTS = GenerationEpollFactory.DEFAULT_MAX_EVENTS;

    private final IntObjectMap<Registration> registrations = new IntObjectHashMap<>();
    private final long[] reports = new long[REPORTS];
    private final LoopCounters counters = new LoopCounters();

    @Setup
    @SuppressWarnings("NullAway") // a registration that is only looked up needs no loop
    public void fill() {
        for (int report = 0; report < REPORTS; report++) {
            int fd = 20 + 7 * report % 1000;
            Registration registration = new Registration(null, new Silent(new FileDescriptor(fd)), fd, report);
            registrations.put(fd, registration);
            reports[report] = registration.data;
        }
    }

    @Benchmark
    @OperationsPerInvocation(REPORTS)
    public void byFd(Blackhole delivered) {
        for (long data : reports) {
            Registration registration = registrations.get((int) data);
            if (registration != null) {
                delivered.consume(registration);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(REPORTS)
    public void byFdAndGeneration(Blackhole delivered) {
        for (long data : reports) {
            Registration registration = registrations.get((int) data);
            if (registration != null && registration.data == data) {
                delivered.consume(registration);
            }
        }
    }

    /** As the loop counts: a plain add and an opaque store, per report here and per batch there. */
    @Benchmark
    @OperationsPerInvocation(REPORTS)
    public void byFdAndGenerationCounted(Blackhole delivered) {
        for (long data : reports) {
            Registration registration = registrations.get((int) data);
            if (registration != null && registration.data == data) {
                delivered.consume(registration);
                LoopCounters.add(counters.events, 1);
            }
        }
    }

    /** With what each registration keeps for those who look at its fd. */
    @Benchmark
    @OperationsPerInvocation(REPORTS)
    public void byFdAndGenerationCountedByFd(Blackhole delivered) {
        for (long data : reports) {
            Registration registration = registrations.get((int) data);
            if (registration != null && registration.data == data) {
                registration.reported(EpollEvents.IN);
                delivered.consume(registration);
                LoopCounters.add(counters.events, 1);
            }
        }
    }

    private record Silent(FileDescriptor fd) implements EpollIoHandle {

        @Override
        public void handle(IoRegistration registration, IoEvent event) {}

        @Override
        public void close() {}
    }
}
