package io.epochgateway.epoll;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A pipe through which bytes go from one socket to another without coming to user space: splice(2). It takes two fds,
 * until it is closed. One thread at a time.
 */
public final class SplicePipe implements AutoCloseable {

    /** Nothing has come, or there is no room. */
    public static final int EAGAIN = 11;

    /** This kind of fd can't be spliced. */
    public static final int EINVAL = 22;

    /** The kernel, or who guards it, doesn't allow splice(2). */
    public static final int ENOSYS = 38;

    /** {@code F_SETPIPE_SZ} of fcntl(2). */
    private static final int SET_PIPE_SIZE = 1031;

    /** {@code SPLICE_F_MOVE | SPLICE_F_NONBLOCK} */
    private static final int MOVE_NONBLOCKING = 1 | 2;

    private static final MethodHandle SPLICE = EpollSyscalls.require(
            "splice", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private final FileDescriptor out;
    private final FileDescriptor in;
    private final MemorySegment capture = Arena.ofAuto().allocate(EpollSyscalls.CAPTURE);
    private int held;

    private SplicePipe(FileDescriptor out, FileDescriptor in) {
        this.out = out;
        this.in = in;
    }

    /**
     * A new one; null if there are no fds left.
     *
     * @param size bytes that it is to hold; it holds what the system allows
     */
    public static @Nullable SplicePipe open(int size) {
        FileDescriptor[] ends;
        try {
            ends = FileDescriptor.pipe();
        } catch (IOException noneLeft) {
            return null;
        }
        Fcntl.call(ends[1].intValue(), SET_PIPE_SIZE, size);
        return new SplicePipe(ends[0], ends[1]);
    }

    /**
     * Takes what has come to a socket.
     *
     * @param from the socket
     * @param most bytes, at least 1
     * @return how many bytes; 0 if none will come any more; the negated {@code errno} otherwise
     */
    public int fill(int from, int most) {
        int taken = splice(from, in.intValue(), most);
        if (taken > 0) {
            held += taken;
        }
        return taken;
    }

    /**
     * Hands on what it holds, as far as the socket takes it.
     *
     * @return how many bytes went, or the negated {@code errno}
     */
    public int drain(int to) {
        int gone = splice(out.intValue(), to, held);
        if (gone > 0) {
            held -= gone;
        }
        return gone;
    }

    /** Bytes that wait in it. */
    public int held() {
        return held;
    }

    private int splice(int from, int to, int most) {
        try {
            long moved = (long) SPLICE.invokeExact(
                    capture, from, MemorySegment.NULL, to, MemorySegment.NULL, (long) most, MOVE_NONBLOCKING);
            return moved < 0 ? -EpollSyscalls.errno(capture) : (int) moved;
        } catch (Throwable t) {
            throw EpollSyscalls.unchecked(t);
        }
    }

    /** What it holds is lost. */
    @Override
    public void close() {
        closeQuietly(in);
        closeQuietly(out);
    }

    private static void closeQuietly(FileDescriptor end) {
        try {
            end.close();
        } catch (IOException released) {
            // close(2) has released the number all the same
        }
    }
}
