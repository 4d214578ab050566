package io.epochgateway.epoll;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

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
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace that {@code ip netns} knows (ip-netns(8)). A socket belongs for its whole life to the namespace of the
 * thread that makes it, so a thread of its own makes them; it ends when it has had nothing to do for a while, and never does
 * anything else. Any thread.
 */
public final class NetworkNamespace implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("/var/run/netns");
    private static final int EPERM = 1;
    private static final int CLONE_NEWNET = 0x40000000;
    /** {@code O_RDONLY | O_CLOEXEC}, the same number on x86-64 and aarch64. */
    private static final int READ_AND_CLOSE_ON_EXEC = 02000000;

    private static final int IDLE_SECONDS = 5;

    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle OPEN =
            find("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS =
            find("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.captureCallState("errno"));

    private final String name;
    private final FileDescriptor fd;
    private final ThreadPoolExecutor executor;
    /** The thread that is inside; the executor's threads only, of which there is one at a time. */
    private @Nullable Thread inside;

    private NetworkNamespace(String name, int fd) {
        this.name = name;
        this.fd = new FileDescriptor(fd);
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("netns-" + name).factory());
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Finds it and looks whether it may be entered. What is made in it afterwards goes there even if its name is given to
     * another one.
     *
     * @throws IOException if there is none of that name, or if this process may not enter it; the message says which
     */
    public static NetworkNamespace open(String name) throws IOException {
        Path file = DIRECTORY.resolve(name);
        int fd;
        try (Arena arena = Arena.ofConfined()) {
            fd = (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), READ_AND_CLOSE_ON_EXEC);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        if (fd < 0) {
            throw new IOException("there is no network namespace '" + name + "' (" + file + ")");
        }
        NetworkNamespace namespace = new NetworkNamespace(name, fd);
        try {
            namespace.call(() -> namespace);
            return namespace;
        } catch (IOException | RuntimeException e) {
            namespace.close();
            throw e;
        }
    }

    /**
     * Does something in the namespace and waits for its end. Not on an event loop.
     *
     * @throws IOException as the task throws it
     */
    public <T> T call(Callable<T> task) throws IOException {
        try {
            return submit(task).get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException e -> throw new IOException(e.getMessage(), e);
                case RuntimeException e -> throw e;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", asked);
        }
    }

    /** Does something in the namespace; who depends on the result is called on the namespace's thread. */
    public <T> CompletableFuture<T> submit(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                enter();
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void enter() throws IOException {
        if (inside == Thread.currentThread()) {
            return;
        }
        int errno;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment capture = arena.allocate(CAPTURE);
            int result = (int) SETNS.invokeExact(capture, fd.intValue(), CLONE_NEWNET);
            errno = result < 0 ? (int) ERRNO.get(capture, 0L) : 0;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        if (errno == EPERM) {
            throw new IOException("the network namespace '" + name + "' can't be entered without CAP_SYS_ADMIN");
        }
        if (errno != 0) {
            throw new IOException("'" + name + "' is no network namespace (errno " + errno + ")");
        }
        inside = Thread.currentThread();
    }

    /** Nothing can be made in it any more; what was goes on. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            fd.close();
        } catch (IOException released) {
            // close(2) has released the number all the same
        }
    }

    @SuppressWarnings("restricted") // what this room is for
    private static MethodHandle find(String name, FunctionDescriptor descriptor, Linker.Option option) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor, option);
    }
}
