package io.epochgateway.test;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the test run, at its end, if a buffer was lost without being released in any test. Registered for all tests
 * by {@code META-INF/services}.
 */
public final class LeakVerdict implements BeforeAllCallback {

    /** The engine makes its extensions before it loads a test class, so before Netty makes its detectors. */
    public LeakVerdict() {
        CountingLeakDetector.install();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(LeakVerdict.class, _ -> (AutoCloseable) LeakVerdict::give, AutoCloseable.class);
    }

    private static void give() throws InterruptedException {
        // What the first collection finds is sure to be enqueued when that of the second is.
        collect();
        collect();
        long leaks = CountingLeakDetector.leaks();
        if (leaks > 0) {
            throw new AssertionError("Buffers were never released: %d LEAK reports in the output".formatted(leaks));
        }
    }

    /** Returns when the garbage collector has found and enqueued something unreachable. */
    private static void collect() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> lost = new WeakReference<>(new Object(), queue);
        do {
            System.gc();
        } while (queue.remove(100) == null);
        Reference.reachabilityFence(lost);
    }
}
