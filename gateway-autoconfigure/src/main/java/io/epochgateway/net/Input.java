package io.epochgateway.net;

import io.epochgateway.epoll.DirectReader;
import io.epochgateway.epoll.SocketCalls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.UnixChannel;

/**
 * The way in from one peer: straight by {@code recv(2)}, past the channel's pipeline. Errors come by the pipeline, and
 * the end of the input where nothing may be read when it is reported. Event loop only.
 */
public final class Input implements DirectReader {

    /** Who gets the bytes. */
    public interface Receiver {

        /** Some bytes, which are valid during the call. */
        void received(ByteBuf bytes);

        /** The peer will send nothing more; may be told twice. */
        void inputEnded();
    }

    private final Channel channel;
    private final int fd;
    private final Receiver receiver;
    /** Whether the last read filled its buffer. */
    private boolean muchComes;

    private Input(Channel channel, int fd, Receiver receiver) {
        this.channel = channel;
        this.fd = fd;
        this.receiver = receiver;
    }

    /**
     * Reads for that receiver, where the loop lets it. Without that the receiver's handler is called by the pipeline.
     *
     * @param channel connected; no handler of its pipeline transforms what is read
     */
    public static void open(Channel channel, Receiver receiver) {
        if (channel instanceof UnixChannel unix) {
            DirectReader.install(channel, new Input(channel, unix.fd().intValue(), receiver));
        }
    }

    @Override
    public Outcome read(boolean ends) {
        if (!channel.config().isAutoRead()) {
            return Outcome.LEFT;
        }
        int reads = 0;
        Progress progress;
        do {
            progress = readOnce();
            reads++;
        } while ((progress == Progress.FILLED || ends && progress == Progress.READ)
                && reads < ReceiveBuffers.READS_PER_TURN
                && wantsMore());
        return progress == Progress.ENDED ? Outcome.ENDED : Outcome.READ;
    }

    private boolean wantsMore() {
        return channel.isOpen() && channel.config().isAutoRead();
    }

    private enum Progress {
        /** A buffer full: more bytes may be there. */
        FILLED,
        READ,
        NONE,
        ENDED
    }

    private Progress readOnce() {
        ReceiveBuffers buffers = GatewayLoop.current().receiveBuffers();
        // whoever filled the usual one sends a lot: fewer and larger reads
        ByteBuf bytes = muchComes ? buffers.takeLarge() : buffers.take();
        try {
            int room = bytes.capacity();
            int read = SocketCalls.ofThisThread().receive(fd, bytes.memoryAddress(), room);
            if (read <= 0) {
                return none(read);
            }
            muchComes = read >= ReceiveBuffers.USUAL;
            receiver.received(bytes.writerIndex(read));
            return read == room ? Progress.FILLED : Progress.READ;
        } catch (RuntimeException | Error e) {
            channel.pipeline().fireExceptionCaught(e);
            return Progress.NONE;
        } finally {
            bytes.release();
        }
    }

    private Progress none(int result) {
        if (result == 0) {
            receiver.inputEnded();
            return Progress.ENDED;
        }
        if (result != SocketCalls.AGAIN) {
            // the kernel tells it once, so the channel can't find it out again
            channel.pipeline().fireExceptionCaught(Errors.newIOException("recv", result));
        }
        return Progress.NONE;
    }
}
