package io.epochgateway.epoll.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.testsuite.transport.AbstractSingleThreadEventLoopTest;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import org.junit.jupiter.api.Nested;

/** The suite's cases on the loop itself: start, end, suspension and resumption. */
class NettyEventLoopTests {

    @Nested
    class EventLoop extends AbstractSingleThreadEventLoopTest {

        @Override
        protected EventLoopGroup newEventLoopGroup() {
            return new MultiThreadIoEventLoopGroup(SuiteSockets.handlers());
        }

        @Override
        protected EventLoopGroup newAutoScalingEventLoopGroup() {
            return new MultiThreadIoEventLoopGroup(
                    SCALING_MAX_THREADS,
                    new ThreadPerTaskExecutor(new DefaultThreadFactory("suite", true)),
                    AUTO_SCALING_CHOOSER_FACTORY,
                    SuiteSockets.handlers());
        }

        @Override
        protected Channel newChannel() {
            return new EpollSocketChannel();
        }

        @Override
        protected Class<? extends ServerChannel> serverChannelClass() {
            return EpollServerSocketChannel.class;
        }
    }
}
