package io.epochgateway.runtimeapi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A connection that closes when its peer neither sends nor takes anything for too long. One thread. */
final class TimedChannel implements ByteChannel {

    private final SocketChannel channel;
    private final ScheduledExecutorService clock;
    private Duration timeout;

    /**
     * @param channel blocking
     * @param timeout how long one read or write may take; zero for ever
     */
    TimedChannel(SocketChannel channel, ScheduledExecutorService clock, Duration timeout) {
        this.channel = channel;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** From the next read or write on. */
    void timeout(Duration longest) {
        timeout = longest;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return timed(() -> channel.read(into));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return timed(() -> channel.write(from));
    }

    private int timed(Transfer transfer) throws IOException {
        if (timeout.isZero()) {
            return transfer.run();
        }
        // SocketChannel has no timeout of its own, but closing it ends what waits for it
        Future<?> end = clock.schedule(this::close, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return transfer.run();
        } finally {
            end.cancel(false);
        }
    }

    private interface Transfer {
        int run() throws IOException;
    }

    /** Tells the peer that nothing more comes. */
    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Any thread. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException nothingToBeDone) {
            // a socket that failed to close is gone all the same
        }
    }
}
