package io.epochgateway.net;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.epoll.SocketCalls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one peer: straight by {@code send(2)} while nothing waits, else through the channel's queue. Event loop
 * only.
 */
public final class Output {

    private static final EventCounter WRITE_AFTER_CLOSE =
            EventCounter.count("queue", "!channel.isActive()", "write after close");

    private final Channel channel;
    /** Of the socket that may be written to past the channel; -1 if there is none. */
    private final int fd;

    private long taken;
    private boolean waiting;
    private @Nullable OutputPipe pipe;

    /**
     * @param channel connected; its write-buffer marks are set so that it is writable only while nothing waits
     */
    public Output(Channel channel) {
        this.channel = channel;
        // only where no handler of the pipeline transforms what is written
        this.fd = channel instanceof UnixChannel unix ? unix.fd().intValue() : -1;
    }

    /**
     * Sends the readable bytes, in order with what was written before. Takes over one reference of the buffer. An error
     * of the connection closes the channel or, without {@code AUTO_CLOSE}, ends its output; nobody else hears of it.
     */
    public void write(ByteBuf bytes) {
        if (fd >= 0 && bytes.hasMemoryAddress() && !isCongested() && channel.isActive()) {
            sendDirectly(bytes);
        } else {
            queue(bytes);
        }
    }

    private void sendDirectly(ByteBuf bytes) {
        long address = bytes.memoryAddress() + bytes.readerIndex();
        int sent = SocketCalls.ofThisThread().send(fd, address, bytes.readableBytes());
        if (sent < 0 && sent != SocketCalls.AGAIN) {
            // the kernel took nothing; the queue meets the same error and ends the output the usual way
            channel.writeAndFlush(bytes, channel.unsafe().voidPromise());
            return;
        }
        if (sent == bytes.readableBytes()) {
            taken += sent;
            bytes.release();
        } else {
            int some = Math.max(sent, 0);
            taken += some;
            queue(bytes.skipBytes(some));
        }
    }

    private void queue(ByteBuf bytes) {
        WRITE_AFTER_CLOSE.hitIf(!channel.isActive());
        taken += bytes.readableBytes();
        if (isPiped()) {
            // the pipe's bytes come first, and then it flushes
            channel.write(bytes, channel.unsafe().voidPromise());
        } else {
            channel.writeAndFlush(bytes, channel.unsafe().voidPromise());
        }
        waiting = isCongested();
    }

    /** Whether bytes can go to the peer without coming to user space. */
    boolean maySplice() {
        if (pipe == null && fd >= 0) {
            pipe = OutputPipe.to(channel);
        }
        return pipe != null;
    }

    /**
     * Moves what has come on a socket on to the peer. To be called only if that may be, and while nothing waits.
     *
     * @return how many bytes; 0 at the end of the input; {@link OutputPipe#NO_PIPE}, or the socket's negated {@code errno}
     */
    int splice(int from, int most) {
        OutputPipe through = Objects.requireNonNull(pipe, "not spliceable");
        if (channel.unsafe().outboundBuffer() == null) {
            // nothing goes out any more; what is copied to the queue is dropped there
            return OutputPipe.NO_PIPE;
        }
        int moved = through.take(from, most);
        if (moved > 0) {
            taken += moved;
            waiting = through.held() > 0;
        }
        return moved;
    }

    private boolean isPiped() {
        return pipe != null && pipe.held() > 0;
    }

    /** Whether bytes wait for the peer to take them; whoever feeds this output should stop until they don't. */
    public boolean isCongested() {
        if (isPiped()) {
            return true;
        }
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue != null && !queue.isEmpty();
    }

    /** The channel has become writable: nothing waits any more, or less than before. */
    public void drained() {
        waiting = isPiped();
    }

    /** After the close: whether bytes still waited for the peer to take them, and are lost. */
    public boolean lostBytes() {
        return waiting;
    }

    /** Bytes that the kernel took so far, and those that still wait for it. */
    public long taken() {
        return taken;
    }

    /** Sends a FIN after all that was written. */
    public void shutdown() {
        if (channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket) {
            afterFlush(() -> sendFin(socket));
        } else if (channel instanceof DuplexChannel duplex) {
            afterFlush(duplex::shutdownOutput);
        } else {
            close();
        }
    }

    /** Past the channel, which would make an exception for those who write later, and a stack trace with it. */
    private static void sendFin(Socket socket) {
        try {
            socket.shutdown(false, true);
        } catch (IOException | NotYetConnectedException gone) {
            // reset by the peer, as whoever reads is told
        }
    }

    /** Closes the channel after all that was written. */
    public void close() {
        afterFlush(channel::close);
    }

    /** Closes the channel at once, with a reset. */
    public void reset() {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    private void afterFlush(Runnable action) {
        OutputPipe first = pipe;
        if (first != null && first.held() > 0) {
            first.afterwards(() -> afterFlush(action));
        } else if (isCongested()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) future -> action.run());
        } else {
            action.run();
        }
    }
}
