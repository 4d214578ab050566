package io.epochgateway.epoll;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.netty.util.concurrent.FastThreadLocal;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * recvfrom(2) and sendto(2) of connected sockets that don't block, for the thread of one loop. They go through libc's
 * syscall(2), which unlike {@code recv} and {@code send} is no cancellation point of pthreads, and without leaving the
 * Java state of the thread: the kernel answers within microseconds. Each answers what the call answers, or the negated
 * {@code errno}.
 */
public final class SocketCalls {

    /** EAGAIN: nothing to read, or no room to write. */
    public static final int AGAIN = -11;

    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    private static final long SENDTO = ARM ? 206 : 44;
    private static final long RECVFROM = ARM ? 207 : 45;
    private static final int NO_SIGNAL = 0x4000;

    private static final VarHandle ERRNO = EpollSyscalls.CAPTURE.varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = handle();
    private static final FastThreadLocal<@Nullable SocketCalls> OF_THIS_THREAD = new FastThreadLocal<>();

    private final MemorySegment capture = Arena.ofAuto().allocate(EpollSyscalls.CAPTURE);

    private SocketCalls() {}

    /** Those of the calling thread. */
    public static SocketCalls ofThisThread() {
        SocketCalls calls = OF_THIS_THREAD.getIfExists();
        if (calls == null) {
            calls = new SocketCalls();
            OF_THIS_THREAD.set(calls);
        }
        return calls;
    }

    /** recv(2): 0 at the end of the stream. */
    public int receive(int fd, long address, int bytes) {
        return call(RECVFROM, fd, address, bytes, 0);
    }

    /** send(2): how many bytes the kernel took. */
    public int send(int fd, long address, int bytes) {
        return call(SENDTO, fd, address, bytes, NO_SIGNAL);
    }

    private int call(long number, int fd, long address, int bytes, int flags) {
        try {
            long result =
                    (long) SYSCALL.invokeExact(capture, number, (long) fd, address, (long) bytes, (long) flags, 0L, 0L);
            return result < 0 ? -(int) ERRNO.get(capture, 0L) : (int) result;
        } catch (Throwable t) {
            throw EpollSyscalls.unchecked(t);
        }
    }

    @SuppressWarnings("restricted") // what this room is for
    private static MethodHandle handle() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("syscall").orElseThrow(),
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"),
                Linker.Option.critical(false));
    }
}
