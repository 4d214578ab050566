package io.epochgateway.epoll;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Event loops for one test. */
final class Loops implements AutoCloseable {

    final MultiThreadIoEventLoopGroup group;

    Loops(int loops, IoHandlerFactory factory) {
        ThreadFactory threads = new DefaultThreadFactory("loop", true);
        group = new MultiThreadIoEventLoopGroup(loops, threads, factory);
    }

    static Loops generational(int loops) {
        return new Loops(loops, new GenerationEpollFactory());
    }

    EventLoop next() {
        return group.next();
    }

    /** Runs it on the loop and answers what it answers. */
    static <T> T on(EventLoop loop, Callable<T> task) throws Exception {
        return loop.submit(task).get(10, TimeUnit.SECONDS);
    }

    /**
     * Returns when the loop has told the kernel all that was submitted before, has taken a batch if one was due, and has
     * delivered it: tasks may follow each other without a wait in between, but a timer is looked at only after one.
     */
    static void turn(EventLoop loop) throws Exception {
        on(loop, () -> loop.schedule(() -> {}, 1, TimeUnit.NANOSECONDS)).get(10, TimeUnit.SECONDS);
    }

    /** Keeps the loop busy, so that what becomes ready meanwhile comes in one batch. */
    static CountDownLatch park(EventLoop loop) throws Exception {
        CountDownLatch parked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        loop.execute(() -> {
            parked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        parked.await();
        return go;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        group.terminationFuture().syncUninterruptibly();
    }
}
