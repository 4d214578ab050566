package io.epochgateway.server.check;

import io.epochgateway.definition.ObserveDefinition;
import io.epochgateway.definition.ObserveDefinition.Layer;
import io.epochgateway.server.Observation;
import io.epochgateway.server.TrafficObserver;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts the errors in a row that traffic meets at one server (HAProxy {@code observe}). Any thread, no lock. */
final class PassiveCheck implements TrafficObserver {

    private final ObserveDefinition definition;
    private final Consumer<String> alarm;
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicLong alarms = new AtomicLong();

    /**
     * None yet.
     *
     * @param alarm is told of too many of them, on the thread that meets the last one
     */
    PassiveCheck(ObserveDefinition definition, Consumer<String> alarm) {
        this.definition = definition;
        this.alarm = alarm;
    }

    @Override
    public void seen(Observation what) {
        boolean ofLayer = what.isOfConnection() == (definition.layer() == Layer.LAYER4);
        if (what.isGood()) {
            if (ofLayer && errors.get() != 0) {
                errors.set(0);
            }
        } else if (ofLayer || what.isOfConnection()) {
            int now = errors.incrementAndGet();
            if (now >= definition.errorLimit() && errors.compareAndSet(now, 0)) {
                alarms.incrementAndGet();
                alarm.accept("Detected " + now + " consecutive errors, last one was: " + what.text());
            }
        }
    }

    @Override
    public long alarms() {
        return alarms.get();
    }
}
