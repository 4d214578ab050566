package io.epochgateway.autoconfigure;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import io.epochgateway.counter.Severity;
import io.epochgateway.epoll.LoopFigures;
import io.epochgateway.net.GatewayLoopResources;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Meters over the counters that the event loops keep anyway: nothing is paid but at a reading. */
final class EpollMeters implements MeterBinder {

    /** What the comments of all counters of stale reports begin with. */
    private static final String STALE_REPORT = "epoll report of ";

    private final GatewayLoopResources loops;

    EpollMeters(GatewayLoopResources loops) {
        this.loops = loops;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        EventCounters.all().stream()
                .filter(counter -> counter.comment().startsWith(STALE_REPORT))
                .forEach(counter -> bindStaleEvents(counter, registry));
        for (int index = 0; index < loops.figures().size(); index++) {
            bindLoop(index, registry);
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
        String loop = String.valueOf(loops.figures().get(index).loop());
        FunctionCounter.builder("gateway.epoll.events", loops, figure(index, LoopFigures::events))
                .description("Reports of epoll that were delivered")
                .tag("loop", loop)
                .register(registry);
        Gauge.builder("gateway.epoll.fds", loops, figure(index, LoopFigures::registered))
                .description("File descriptors that are registered now")
                .tag("loop", loop)
                .register(registry);
    }

    private static ToDoubleFunction<GatewayLoopResources> figure(int index, ToDoubleFunction<LoopFigures> figure) {
        return loops -> figure.applyAsDouble(loops.figures().get(index));
    }
}
