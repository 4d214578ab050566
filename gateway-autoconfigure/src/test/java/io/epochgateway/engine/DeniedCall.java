package io.epochgateway.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** A system call that the kernel refuses, by seccomp(2), to one thread and to those that it starts. */
final class DeniedCall {

    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    static final int SPLICE = ARM ? 76 : 275;

    private static final int SET_SECCOMP = 22;
    private static final int SET_NO_NEW_PRIVILEGES = 38;
    private static final int FILTER = 2;

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int ALLOW = 0x7FFF_0000;
    private static final int FAIL_WITH = 0x0005_0000;

    private DeniedCall() {}

    /** Through this thread's life the call fails so; false if the kernel doesn't do that. */
    @SuppressWarnings("restricted") // a test's own business
    static boolean deny(int call, int errno) throws Throwable {
        MethodHandle prctl = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().find("prctl").orElseThrow(),
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));
        // it is read once, by the call
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(4 * 8L, 8);
            instruction(program, 0, LOAD_WORD, 0, 0, 0);
            instruction(program, 1, JUMP_IF_EQUAL, 0, 1, call);
            instruction(program, 2, RETURN, 0, 0, FAIL_WITH | errno);
            instruction(program, 3, RETURN, 0, 0, ALLOW);
            MemorySegment header = arena.allocate(16, 8);
            header.set(JAVA_SHORT, 0, (short) 4);
            header.set(JAVA_LONG, 8, program.address());
            return (int) prctl.invokeExact(SET_NO_NEW_PRIVILEGES, 1L, 0L, 0L, 0L) == 0
                    && (int) prctl.invokeExact(SET_SECCOMP, (long) FILTER, header.address(), 0L, 0L) == 0;
        }
    }

    private static void instruction(MemorySegment program, int place, int code, int yes, int no, int value) {
        long at = place * 8L;
        program.set(JAVA_SHORT, at, (short) code);
        program.set(JAVA_BYTE, at + 2, (byte) yes);
        program.set(JAVA_BYTE, at + 3, (byte) no);
        program.set(JAVA_INT, at + 4, value);
    }

    /** Whether something is denied to the calling thread. */
    static boolean isDeniedHere() throws IOException {
        return Files.readString(Path.of("/proc/thread-self/status")).contains("Seccomp:\t2");
    }
}
