package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A fd without a channel, as other users of Netty's transport have them; level-triggered reports are taken once. */
final class TestHandle implements EpollIoHandle {

    private final FileDescriptor fd;
    private final BlockingQueue<EpollIoOps> events = new LinkedBlockingQueue<>();
    private Runnable then = () -> {};
    private boolean keepsInterest;

    TestHandle(FileDescriptor fd) {
        this.fd = fd;
    }

    /** Leaves the interest as it is when it is ready. */
    TestHandle keepingItsInterest() {
        keepsInterest = true;
        return this;
    }

    /** What to do on the loop when it is ready. */
    void then(Runnable action) {
        then = action;
    }

    IoRegistration register(EventLoop loop) {
        return ((IoEventLoop) loop).register(this).syncUninterruptibly().getNow();
    }

    BlockingQueue<EpollIoOps> events() {
        return events;
    }

    EpollIoOps awaitEvents() throws InterruptedException {
        EpollIoOps next = events.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Override
    public FileDescriptor fd() {
        return fd;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        events.add(((EpollIoEvent) event).ops());
        if (!keepsInterest) {
            registration.submit(EpollIoOps.NONE);
        }
        then.run();
    }

    @Override
    public void close() throws IOException {
        fd.close();
    }
}
