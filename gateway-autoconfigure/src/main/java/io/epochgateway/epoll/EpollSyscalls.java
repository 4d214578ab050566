package io.epochgateway.epoll;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * The calls of epoll(7) that need all 64 bits of {@code epoll_data}, of which Netty's native library fills the lower
 * half only. Each answers what the C function answers, or the negated {@code errno}.
 *
 * <p>Initialising this class fails where java.lang.foreign is denied or libc lacks {@code epoll_ctl}; ask
 * {@link EpollTransport} first.
 */
final class EpollSyscalls {

    static final int ADD = 1;
    static final int DEL = 2;
    static final int MOD = 3;

    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EEXIST = 17;

    /** Receives {@code errno}; one for each thread that calls. */
    static final StructLayout CAPTURE = Linker.Option.captureStateLayout();

    /** {@code struct timespec} in bytes: two 64-bit fields wherever Java 25 runs on Linux. */
    static final int TIMESPEC_SIZE = 16;

    /** Bytes of {@code struct epoll_event}, which is packed on x86-64 only, and where its data begin. */
    static final int EVENT_SIZE = Native.sizeofEpollEvent();

    static final int DATA_OFFSET = Native.offsetofEpollData();

    private static final VarHandle ERRNO = CAPTURE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle CTL =
            require("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle WAIT =
            require("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    /** Linux 5.11 and glibc 2.35; where it is missing this is {@code epoll_wait} and never called. */
    private static final MethodHandle PWAIT2 = find(
                    "epoll_pwait2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS))
            .orElse(WAIT);

    /** Whether {@link #waitNanos} works, found out by a call since a container may forbid it. */
    static final boolean HAS_PWAIT2 = PWAIT2 != WAIT && tryPwait2();

    private EpollSyscalls() {}

    /** epoll_ctl(2). */
    static int control(MemorySegment capture, int epoll, int operation, int fd, MemorySegment event) {
        try {
            int result = (int) CTL.invokeExact(capture, epoll, operation, fd, event);
            return result < 0 ? -errno(capture) : result;
        } catch (Throwable t) {
            throw unchecked(t);
        }
    }

    /** epoll_wait(2); a negative timeout waits for ever. */
    static int waitMillis(MemorySegment capture, int epoll, MemorySegment events, int max, int millis) {
        try {
            int result = (int) WAIT.invokeExact(capture, epoll, events, max, millis);
            return result < 0 ? -errno(capture) : result;
        } catch (Throwable t) {
            throw unchecked(t);
        }
    }

    /** epoll_pwait2(2) without a signal mask. */
    static int waitNanos(MemorySegment capture, int epoll, MemorySegment events, int max, MemorySegment timespec) {
        try {
            int result = (int) PWAIT2.invokeExact(capture, epoll, events, max, timespec, MemorySegment.NULL);
            return result < 0 ? -errno(capture) : result;
        } catch (Throwable t) {
            throw unchecked(t);
        }
    }

    static int errno(MemorySegment capture) {
        return (int) ERRNO.get(capture, 0L);
    }

    /** A downcall raises unchecked exceptions only, but its signature says Throwable. */
    static RuntimeException unchecked(Throwable t) {
        if (t instanceof Error e) {
            throw e;
        }
        return t instanceof RuntimeException e ? e : new IllegalStateException(t);
    }

    static MethodHandle require(String name, FunctionDescriptor descriptor) {
        return find(name, descriptor)
                .orElseThrow(() -> new UnsupportedOperationException("the C library has no " + name));
    }

    @SuppressWarnings("restricted") // what this room is for
    private static Optional<MethodHandle> find(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(address -> linker.downcallHandle(address, descriptor, Linker.Option.captureCallState("errno")));
    }

    private static boolean tryPwait2() {
        FileDescriptor epoll = Native.newEpollCreate();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment capture = arena.allocate(CAPTURE);
            MemorySegment event = arena.allocate(EVENT_SIZE, Long.BYTES);
            MemorySegment now = arena.allocate(TIMESPEC_SIZE, Long.BYTES);
            return waitNanos(capture, epoll.intValue(), event, 1, now) >= 0;
        } finally {
            try {
                epoll.close();
            } catch (IOException ignored) {
                // close(2) has released the number all the same
            }
        }
    }
}
