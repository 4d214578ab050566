package io.epochgateway.epoll;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** fcntl(2), as far as it takes no pointers. Any thread. */
public final class Fcntl {

    private static final int GET_FLAGS = 3;
    private static final int SET_FLAGS = 4;
    private static final int NON_BLOCKING = 04000;

    private static final MethodHandle FCNTL = handle();

    private Fcntl() {}

    /**
     * Lets no call on that fd block any more.
     *
     * @throws IOException if there is no such fd
     */
    public static void setNonBlocking(int fd) throws IOException {
        int flags = call(fd, GET_FLAGS, 0);
        if (flags < 0 || call(fd, SET_FLAGS, flags | NON_BLOCKING) < 0) {
            throw new IOException("fcntl refuses fd " + fd);
        }
    }

    /** What the C function answers. */
    static int call(int fd, int command, int argument) {
        try {
            return (int) FCNTL.invokeExact(fd, command, argument);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    @SuppressWarnings("restricted") // what this room is for
    private static MethodHandle handle() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("fcntl").orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                Linker.Option.firstVariadicArg(2));
    }
}
