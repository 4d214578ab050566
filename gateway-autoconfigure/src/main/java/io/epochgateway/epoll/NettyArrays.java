package io.epochgateway.epoll;

import io.netty.channel.ChannelException;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * The native arrays of a loop (iovecs, datagrams) that Netty's epoll channels ask their registration for. Their class is
 * Netty's secret, so they come from a handler of Netty's own that gives its fds back at once and never runs.
 */
final class NettyArrays {

    private final EpollIoHandler donor;
    private final Object arrays;

    /**
     * Fails without a trace.
     *
     * @param open any open fd, to be registered with the donor for a moment
     */
    NettyArrays(ThreadAwareExecutor executor, FileDescriptor open) {
        donor = (EpollIoHandler) EpollIoHandler.newFactory(1, DefaultSelectStrategyFactory.INSTANCE)
                .newHandler(executor);
        try {
            arrays = donor.register(new Applicant(open)).attachment();
        } catch (Exception e) {
            donor.destroy();
            throw new ChannelException(e);
        }
        donor.closeFileDescriptors();
    }

    /** What {@link IoRegistration#attachment()} must answer. */
    Object get() {
        return arrays;
    }

    void free() {
        donor.destroy();
    }

    private record Applicant(FileDescriptor fd) implements EpollIoHandle {

        @Override
        public void handle(IoRegistration registration, IoEvent event) {}

        @Override
        public void close() {}
    }
}
