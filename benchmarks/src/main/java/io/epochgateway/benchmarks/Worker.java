package io.epochgateway.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the clients and of the schedule. Event loop only, but for the constructor. */
final class Worker {

    private static final int READ_SIZE = 64 * 1024;
    private static final int RECONNECT_MS = 20;
    private static final int DEADLINE_CHECK_MS = 50;

    private final EventLoop loop;
    private final Options options;
    private final Tally tally;
    private final Load load;
    private final RandomGenerator random = new SplittableRandom();
    private final ByteBuf head;
    private final Bootstrap bootstrap;
    private final Set<Connection> connections = new HashSet<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final long intervalNanos;
    private long requestsLeft;
    private long nextDue;
    private boolean scheduleStarted;
    private boolean wakeUpSet;
    private boolean stopped;

    /**
     * @param requests requests that this worker may send
     * @param rate requests per second that are due, 0 for as many as possible
     */
    Worker(EventLoop loop, Options options, Tally tally, Load load, long requests, double rate) {
        this.loop = loop;
        this.options = options;
        this.tally = tally;
        this.load = load;
        this.requestsLeft = requests;
        this.intervalNanos = rate == 0 ? 0 : Math.max(1, Math.round(1e9 / rate));
        this.head = Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes(options.head().getBytes(StandardCharsets.ISO_8859_1)));
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_SIZE));
    }

    /** Opens the clients' connections; the schedule starts with the first that is established. */
    void start(int clients) {
        for (int i = 0; i < clients; i++) {
            connect();
        }
        loop.scheduleAtFixedRate(this::checkDeadlines, DEADLINE_CHECK_MS, DEADLINE_CHECK_MS, TimeUnit.MILLISECONDS);
    }

    /** Closes everything; requests under way count as unfinished. */
    void stop() {
        stopped = true;
        List.copyOf(connections).forEach(connection -> {
            if (connection.isBusy()) {
                tally.unfinished.increment();
            }
            connection.close();
        });
    }

    RandomGenerator random() {
        return random;
    }

    /** The connection can take a request: now, when the next is due, or never if none is left. */
    void ready(Connection connection) {
        long now = System.nanoTime();
        if (!scheduleStarted) {
            scheduleStarted = true;
            nextDue = now;
        }
        if (stopped || requestsLeft == 0) {
            connection.close();
        } else if (intervalNanos == 0) {
            send(connection, now);
        } else if (nextDue - now <= 0) {
            sendDue(connection);
        } else {
            idle.push(connection);
            setWakeUp(now);
        }
    }

    private void sendDue(Connection connection) {
        long due = nextDue;
        nextDue += intervalNanos;
        send(connection, due);
    }

    private void send(Connection connection, long due) {
        requestsLeft--;
        connection.request(due, head.duplicate(), options.aborts().draw(random));
    }

    private void setWakeUp(long now) {
        if (!wakeUpSet) {
            wakeUpSet = true;
            loop.schedule(this::wakeUp, nextDue - now, TimeUnit.NANOSECONDS);
        }
    }

    private void wakeUp() {
        wakeUpSet = false;
        long now = System.nanoTime();
        while (nextDue - now <= 0 && !idle.isEmpty()) {
            Connection connection = idle.pop();
            if (requestsLeft == 0) {
                connection.close();
            } else {
                sendDue(connection);
            }
        }
        if (!idle.isEmpty()) {
            setWakeUp(now);
        }
    }

    /** The connection is over; its client opens another as long as there is something to send. */
    void ended(Connection connection, boolean established, @Nullable Problem problem) {
        connections.remove(connection);
        idle.remove(connection);
        if (established) {
            tally.open.decrement();
        }
        if (problem != null && !stopped) {
            tally.problem(problem);
            load.failed();
        }
        if (stopped) {
            return;
        }
        if (requestsLeft == 0) {
            finishIfDone();
        } else if (problem == Problem.CONNECT) {
            // a refused port must not become a busy loop
            loop.schedule(this::connect, RECONNECT_MS, TimeUnit.MILLISECONDS);
        } else {
            loop.execute(this::connect);
        }
    }

    private void finishIfDone() {
        if (connections.isEmpty()) {
            stopped = true;
            load.workerDone();
        }
    }

    private void connect() {
        if (stopped) {
            return;
        }
        if (requestsLeft == 0) {
            finishIfDone();
            return;
        }
        Connection connection = new Connection(this, options, tally);
        connections.add(connection);
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(options.address());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                connection.notConnected();
            }
        });
    }

    private void checkDeadlines() {
        long now = System.nanoTime();
        List.copyOf(connections).forEach(connection -> connection.checkDeadline(now));
    }
}
