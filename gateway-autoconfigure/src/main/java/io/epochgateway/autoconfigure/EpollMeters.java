package io.epochgateway.autoconfigure;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import io.epochgateway.counter.Severity;
import io.epochgateway.epoll.LoopFigures;
import io.epochgateway.net.GatewayLoopResources;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/** Meters over the counters that the event loops keep anyway: nothing is paid but at a reading. */
final class EpollMeters implements MeterBinder, AutoCloseable {

    /** What the comments of all counters of stale reports begin with. */
    private static final String STALE_REPORT = "epoll report of ";

    private final GatewayLoopResources loops;
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();

    EpollMeters(GatewayLoopResources loops) {
        this.loops = loops;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        ends.add(EventCounters.watch(counter -> bind(counter, registry)));
        for (int index = 0; index < loops.figures().size(); index++) {
            bindLoop(index, registry);
        }
    }

    /** Counters that are declared from now on get no meter. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }

    private static void bind(EventCounter counter, MeterRegistry registry) {
        if (counter.comment().startsWith(STALE_REPORT)) {
            bindStaleEvents(counter, registry);
        } else {
            FunctionCounter.builder("gateway.events", counter, EventCounter::count)
                    .description("Rare events, at the places of the code that handle them")
                    .tag("type", counter.type().name())
                    .tag("event", counter.comment())
                    .register(registry);
        }
    }

    private static void bindStaleEvents(EventCounter counter, MeterRegistry registry) {
        Severity severity = counter.severity();
        FunctionCounter.builder("gateway.epoll.stale.events", counter, EventCounter::count)
                .description("Reports of epoll that were dropped because their fd had begun another life")
                .tag("condition", condition(counter.comment()))
                .tag("severity", severity == null ? "unknown" : severity.word())
                .register(registry);
    }

    /** The comment without what all have and without the severity, which has a tag of its own. */
    private static String condition(String comment) {
        int severity = comment.lastIndexOf(" (");
        return comment.substring(STALE_REPORT.length(), severity < 0 ? comment.length() : severity);
    }

    private void bindLoop(int index, MeterRegistry registry) {
        Tags loop = Tags.of("loop", String.valueOf(loops.figures().get(index).loop()));
        count(index, "gateway.epoll.events", "Reports of epoll that were delivered", LoopFigures::events, loop)
                .register(registry);
        count(index, "gateway.epoll.batches", "Waits that returned reports", LoopFigures::batches, loop)
                .register(registry);
        count(index, "gateway.epoll.wakeups", "Waits ended by another thread", LoopFigures::wakeups, loop)
                .register(registry);
        String takeovers = "Connections that moved between loops";
        count(index, "gateway.epoll.takeovers", takeovers, LoopFigures::takeoversIn, loop.and("direction", "in"))
                .register(registry);
        count(index, "gateway.epoll.takeovers", takeovers, LoopFigures::takeoversOut, loop.and("direction", "out"))
                .register(registry);
        Gauge.builder("gateway.epoll.fds", loops, figure(index, LoopFigures::registered))
                .description("File descriptors that are registered now")
                .tags(loop)
                .register(registry);
    }

    private FunctionCounter.Builder<GatewayLoopResources> count(
            int index, String name, String description, ToDoubleFunction<LoopFigures> figure, Tags tags) {
        return FunctionCounter.builder(name, loops, figure(index, figure))
                .description(description)
                .tags(tags);
    }

    private static ToDoubleFunction<GatewayLoopResources> figure(int index, ToDoubleFunction<LoopFigures> figure) {
        return loops -> figure.applyAsDouble(loops.figures().get(index));
    }
}
