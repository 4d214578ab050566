package io.epochgateway.epoll;

import io.netty.channel.epoll.Epoll;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether epoll with generations is to be had in this process. Any thread; found out by the first who asks. */
public final class EpollTransport {

    private EpollTransport() {}

    /** Why it is not to be had, in a sentence for the operator; empty if it is. Never throws. */
    public static Optional<String> unavailability() {
        return Optional.ofNullable(Probe.REASON);
    }

    /** What the process-wide fd table knows in sum; walks over it. */
    public static FdFigures fds() {
        return FdTable.PROCESS.figures();
    }

    /** Initialised with the first question, and not before. */
    private static final class Probe {

        static final @Nullable String REASON = reason();

        private static @Nullable String reason() {
            try {
                if (!Epoll.isAvailable()) {
                    return "Netty's native epoll is not available: " + rootOf(Epoll.unavailabilityCause());
                }
                Class.forName(EpollSyscalls.class.getName(), true, EpollTransport.class.getClassLoader());
                return null;
            } catch (Exception | LinkageError e) {
                return "the system calls of epoll can't be reached by java.lang.foreign: " + rootOf(e);
            }
        }

        private static String rootOf(@Nullable Throwable failure) {
            if (failure == null) {
                return "unknown";
            }
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String message = root.getMessage();
            return message == null ? root.getClass().getName() : message;
        }
    }
}
