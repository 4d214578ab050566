package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GenerationEpollIoHandlerTests {

    // ---- what the kernel is told

    @Test
    void anEntryThatVanishedIsAddedAgain() throws Throwable {
        try (Pipe pipe = Pipe.open();
                Pipe other = Pipe.open();
                Loops loops = Loops.generational(1)) {
            TestHandle handle = new TestHandle(pipe.in());
            IoRegistration registration = handle.register(loops.next());
            registration.submit(EpollIoOps.EPOLLIN);
            Loops.turn(loops.next());
            Libc.dup2(other.in().intValue(), pipe.in().intValue());
            registration.submit(EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP));
            other.write();
            assertThat(handle.awaitEvents().contains(EpollIoOps.EPOLLIN)).isTrue();
        }
    }

    @Test
    void anEntryThatCameBackIsModified() throws Throwable {
        try (Pipe pipe = Pipe.open();
                Pipe other = Pipe.open();
                Loops loops = Loops.generational(1)) {
            int copy = Libc.dup(pipe.in().intValue());
            TestHandle handle = new TestHandle(pipe.in());
            IoRegistration registration = handle.register(loops.next());
            registration.submit(EpollIoOps.EPOLLIN);
            Loops.turn(loops.next());
            Libc.dup2(other.in().intValue(), pipe.in().intValue());
            registration.submit(EpollIoOps.NONE);
            Loops.turn(loops.next());
            Libc.dup2(copy, pipe.in().intValue());
            registration.submit(EpollIoOps.EPOLLIN);
            pipe.write();
            assertThat(handle.awaitEvents().contains(EpollIoOps.EPOLLIN)).isTrue();
            Libc.close(copy);
        }
    }

    @Test
    void anEdgeIsReportedAgainWhenTheSameInterestIsSubmittedAgain() throws Exception {
        try (Pipe pipe = Pipe.open();
                Loops loops = Loops.generational(1)) {
            EpollIoOps edge = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);
            TestHandle handle = new TestHandle(pipe.in()).keepingItsInterest();
            IoRegistration registration = handle.register(loops.next());
            registration.submit(edge);
            pipe.write();
            handle.awaitEvents();
            registration.submit(edge);
            handle.awaitEvents();
        }
    }

    @Test
    void aFdThatEpollRefusesIsClosed() throws Exception {
        File file = File.createTempFile("gateway", null);
        try (Loops loops = Loops.generational(1)) {
            FileDescriptor regular = FileDescriptor.from(file);
            new TestHandle(regular).register(loops.next()).submit(EpollIoOps.EPOLLIN);
            await().until(() -> !regular.isOpen());
        } finally {
            assertThat(file.delete()).isTrue();
        }
    }

    @Test
    void aHandleThatFailsIsClosedAndTheRestOfTheBatchIsDelivered() throws Exception {
        try (Pipe failing = Pipe.open();
                Pipe sound = Pipe.open();
                Loops loops = Loops.generational(1)) {
            EventLoop loop = loops.next();
            TestHandle first = new TestHandle(failing.in());
            first.then(() -> {
                throw new IllegalStateException("provoked by a test");
            });
            TestHandle second = new TestHandle(sound.in());
            first.register(loop).submit(EpollIoOps.EPOLLIN);
            second.register(loop).submit(EpollIoOps.EPOLLIN);
            Loops.turn(loop);
            CountDownLatch go = Loops.park(loop);
            failing.write();
            sound.write();
            go.countDown();
            second.awaitEvents();
            assertThat(failing.in().isOpen()).isFalse();
        }
    }

    @Test
    void theLastGenerationBeforeTheWrapIsDeliveredAndTheNextOneToo() throws Exception {
        try (Pipe pipe = Pipe.open();
                Loops loops = Loops.generational(1)) {
            FdTable.PROCESS.startAt(pipe.in().intValue(), -1);
            EventLoop loop = loops.next();
            for (int generation : new int[] {-1, 0}) {
                assertThat(FdTable.generation(FdTable.PROCESS.get(pipe.in().intValue())))
                        .isEqualTo(generation);
                TestHandle handle = new TestHandle(pipe.in());
                IoRegistration registration = handle.register(loop);
                registration.submit(EpollIoOps.EPOLLIN);
                pipe.write();
                handle.awaitEvents();
                assertThat(registration.cancel()).isTrue();
                assertThat(registration.cancel()).isFalse();
                assertThat(registration.submit(EpollIoOps.EPOLLIN)).isEqualTo(-1);
                Loops.turn(loop);
            }
        }
    }

    @Test
    void interestDroppedToNothingAndTakenUpAgainLosesNoByte() throws Exception {
        int size = 8 << 20;
        try (Loops loops = Loops.generational(1)) {
            Channel server = new ServerBootstrap()
                    .group(loops.group)
                    .channel(EpollServerSocketChannel.class)
                    .childOption(ChannelOption.AUTO_READ, false)
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .childHandler(new ChannelInboundHandlerAdapter() {
                        @Override
                        public void userEventTriggered(ChannelHandlerContext context, Object event) {
                            // the peer's end of stream has been seen: neither reading nor writing is wanted from now on
                            if (event == ChannelInputShutdownEvent.INSTANCE) {
                                afterAWait(
                                        context,
                                        () -> context.writeAndFlush(Unpooled.directBuffer(size)
                                                        .writeZero(size))
                                                .addListener(done -> context.close()));
                            }
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port(server))) {
                client.setSoTimeout(10_000);
                client.shutdownOutput();
                assertThat(client.getInputStream().readAllBytes()).hasSize(size);
            }
            server.close().sync();
        }
    }

    // ---- tasks and timers

    @Test
    void noTaskFromAnotherThreadWaitsForAnEvent() throws Exception {
        int threads = 4;
        int tasks = 5_000;
        AtomicInteger ran = new AtomicInteger();
        GenerationEpollFactory factory = new GenerationEpollFactory();
        try (Loops loops = new Loops(2, factory)) {
            List<Thread> senders = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                senders.add(Thread.startVirtualThread(() -> {
                    for (int task = 0; task < tasks; task++) {
                        Future<Integer> done = loops.next().submit(ran::incrementAndGet);
                        if (task % 8 == 0) {
                            done.syncUninterruptibly();
                        }
                    }
                }));
            }
            for (Thread sender : senders) {
                assertThat(sender.join(Duration.ofSeconds(30))).isTrue();
            }
            await().until(() -> ran.get() == threads * tasks);
            assertThat(factory.figures())
                    .allSatisfy(figures ->
                            assertThat(figures.wakeups()).isPositive().isLessThanOrEqualTo((long) threads * tasks + 1));
        }
    }

    @Test
    void timersFireInTheirOrderAndNotBeforeTheirTime() throws Exception {
        try (Loops loops = Loops.generational(1)) {
            EventLoop loop = loops.next();
            List<Integer> fired = new CopyOnWriteArrayList<>();
            loop.schedule(() -> fired.add(-1), Long.MAX_VALUE, TimeUnit.MILLISECONDS);
            long start = System.nanoTime();
            for (int delay : new int[] {30, 5, 1, 12}) {
                loop.schedule(
                        () -> {
                            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay * 1_000_000L);
                            fired.add(delay);
                        },
                        delay,
                        TimeUnit.MILLISECONDS);
            }
            await().until(() -> fired.size() == 4);
            assertThat(fired).containsExactly(1, 5, 12, 30);
        }
    }

    // ---- the end

    @Test
    void aLoopThatEndsWithOpenChannelsLeavesNoFdBehind() throws Exception {
        endLoopsWithOpenChannels();
        int before = openFds();
        int registered = EpollTransport.fds().open();
        endLoopsWithOpenChannels();
        await().until(() -> openFds() <= before);
        assertThat(EpollTransport.fds().open()).isEqualTo(registered);
    }

    /** Other tests of this process may still hold numbers. */
    @Test
    void loopsTakeTheLowestFreeNumbersAndGiveThemBack() {
        List<Integer> first = numbersOfThreeLoops();
        assertThat(first).isSorted().doesNotHaveDuplicates().allMatch(number -> number >= 1);
        await().untilAsserted(() -> assertThat(numbersOfThreeLoops())
                .allSatisfy(number -> assertThat(number).isLessThanOrEqualTo(first.getLast())));
    }

    private static List<Integer> numbersOfThreeLoops() {
        GenerationEpollFactory factory = new GenerationEpollFactory();
        try (Loops loops = new Loops(3, factory)) {
            assertThat(loops.group.executorCount()).isEqualTo(3);
            return factory.figures().stream().map(LoopFigures::loop).toList();
        }
    }

    @Test
    void aBatchMustHoldAtLeastOneReport() {
        assertThatThrownBy(() -> new GenerationEpollFactory(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void endLoopsWithOpenChannels() throws Exception {
        List<Channel> channels = new ArrayList<>();
        try (Loops loops = Loops.generational(2)) {
            Channel server = new ServerBootstrap()
                    .group(loops.group)
                    .channel(EpollServerSocketChannel.class)
                    .childHandler(new Idle())
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            Bootstrap client = new Bootstrap()
                    .group(loops.group)
                    .channel(EpollSocketChannel.class)
                    .handler(new Idle());
            channels.add(server);
            for (int connection = 0; connection < 10; connection++) {
                channels.add(client.connect(server.localAddress()).sync().channel());
            }
        }
        assertThat(channels).noneMatch(Channel::isOpen);
    }

    private static void afterAWait(ChannelHandlerContext context, Runnable task) {
        context.executor().schedule(task, 1, TimeUnit.MILLISECONDS);
    }

    private static int openFds() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Sharable
    private static final class Idle extends ChannelInboundHandlerAdapter {}
}
