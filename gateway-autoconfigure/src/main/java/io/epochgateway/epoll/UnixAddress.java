package io.epochgateway.epoll;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Abstract addresses of unix(7) that fill {@code sun_path} to its end, which Netty can't say. Any thread. */
public final class UnixAddress {

    private static final short AF_UNIX = 1;
    private static final int EAGAIN = 11;
    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle BIND = find("bind");
    private static final MethodHandle CONNECT = find("connect");

    private UnixAddress() {}

    /**
     * bind(2).
     *
     * @param path all bytes of the address behind its family
     * @throws IOException if another socket has the address
     */
    public static void bind(int fd, byte[] path) throws IOException {
        call("bind", BIND, fd, path);
    }

    /**
     * connect(2), which a UNIX socket does at once.
     *
     * @throws IOException if nobody listens there, or if its backlog is full
     */
    public static void connect(int fd, byte[] path) throws IOException {
        call("connect", CONNECT, fd, path);
    }

    private static void call(String name, MethodHandle function, int fd, byte[] path) throws IOException {
        int errno;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment capture = arena.allocate(CAPTURE);
            int length = Short.BYTES + path.length;
            MemorySegment address = arena.allocate(length, Short.BYTES);
            address.set(JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
            int result = (int) function.invokeExact(capture, fd, address, length);
            errno = result < 0 ? (int) ERRNO.get(capture, 0L) : 0;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        if (errno == EAGAIN) {
            throw new IOException(name + " failed: the backlog is full");
        }
        if (errno != 0) {
            throw new IOException(name + " failed with errno " + errno);
        }
    }

    @SuppressWarnings("restricted") // what this room is for
    private static MethodHandle find(String name) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
                Linker.Option.captureCallState("errno"));
    }
}
