package io.epochgateway.epoll;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** What other code of the process may do to a fd behind the transport's back. */
final class Libc {

    private static final MethodHandle DUP = find("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle DUP2 = find("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Libc() {}

    static int dup(int fd) throws Throwable {
        return checked((int) DUP.invokeExact(fd));
    }

    /** Makes the number name the same open file as the fd, closing what it named before. */
    static void dup2(int fd, int number) throws Throwable {
        checked((int) DUP2.invokeExact(fd, number));
    }

    static void close(int fd) throws Throwable {
        checked((int) CLOSE.invokeExact(fd));
    }

    private static int checked(int result) {
        assertThat(result).isNotNegative();
        return result;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle find(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
