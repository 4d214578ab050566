package io.epochgateway.test;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Netty's detector, which also counts what it reports. Any thread. */
final class CountingLeakDetector<T> extends ResourceLeakDetector<T> {

    private static final Queue<CountingLeakDetector<?>> DETECTORS = new ConcurrentLinkedQueue<>();
    private static final LongAdder LEAKS = new LongAdder();

    private CountingLeakDetector(Class<T> resource, int samplingInterval) {
        super(resource, samplingInterval);
        DETECTORS.add(this);
    }

    /** Makes every detector that Netty creates from now on one of these, looking at every resource. */
    static void install() {
        setLevel(Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @Deprecated
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                    Class<T> resource, int samplingInterval, long maxActive) {
                return new CountingLeakDetector<>(resource, samplingInterval);
            }

            @Override
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
                return new CountingLeakDetector<>(resource, samplingInterval);
            }
        });
    }

    /** The leaks so far, different by where the resource went, of what the garbage collector has already given up. */
    static long leaks() {
        DETECTORS.forEach(CountingLeakDetector::report);
        return LEAKS.sum();
    }

    /** A detector reports what it found when it is given something new to track. */
    @SuppressWarnings("unchecked")
    private static <T> void report(CountingLeakDetector<T> detector) {
        T token = (T) new Object();
        ResourceLeakTracker<T> tracker = detector.trackForcibly(token);
        tracker.close(token);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        super.reportTracedLeak(resourceType, records);
        LEAKS.increment();
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        super.reportUntracedLeak(resourceType);
        LEAKS.increment();
    }
}
