package io.epochgateway.benchmarks;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A run from the first connection to the last: shares the work out, watches the time, stops when it is done. */
final class Load {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Options options;
    private final Tally tally;
    private final AtomicInteger workersLeft;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean stoppedByError;

    Load(Options options, Tally tally) {
        this.options = options;
        this.tally = tally;
        this.workersLeft = new AtomicInteger(options.threads());
    }

    /**
     * Runs to the end; blocks.
     *
     * @param everySecond is called once a second while the load is running, and once at its end
     * @return false if the run was stopped by an error
     */
    boolean run(Runnable everySecond) throws InterruptedException {
        MultiThreadIoEventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(options.threads(), EpollIoHandler.newFactory());
        try {
            List<Runnable> stops = start(loops);
            await(everySecond);
            everySecond.run();
            for (Runnable stop : stops) {
                stop.run();
            }
            return !stoppedByError;
        } finally {
            loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
        }
    }

    private List<Runnable> start(MultiThreadIoEventLoopGroup loops) {
        List<Runnable> stops = new ArrayList<>();
        int threads = options.threads();
        for (int i = 0; i < threads; i++) {
            EventLoop loop = loops.next();
            long requests = options.requests() == 0 ? Long.MAX_VALUE : share(options.requests(), i);
            int clients = (int) share(options.connections(), i);
            Worker worker = new Worker(loop, options, tally, this, requests, options.rate() / threads);
            loop.execute(() -> worker.start(clients));
            stops.add(() -> loop.submit(worker::stop).syncUninterruptibly());
        }
        return stops;
    }

    private long share(long whole, int worker) {
        return whole / options.threads() + (worker < whole % options.threads() ? 1 : 0);
    }

    private void await(Runnable everySecond) throws InterruptedException {
        long start = System.nanoTime();
        Duration duration = options.duration();
        long end = duration == null ? Long.MAX_VALUE : duration.toNanos();
        for (long nextLine = SECOND; ; nextLine += SECOND) {
            long wait = Math.min(nextLine, end) - (System.nanoTime() - start);
            if (over.await(wait, TimeUnit.NANOSECONDS) || nextLine >= end) {
                return;
            }
            everySecond.run();
        }
    }

    /** A client has met an error. Any thread. */
    void failed() {
        if (options.stopOnError()) {
            stoppedByError = true;
            over.countDown();
        }
    }

    /** A worker has nothing left to do. Any thread. */
    void workerDone() {
        if (workersLeft.decrementAndGet() == 0) {
            over.countDown();
        }
    }
}
