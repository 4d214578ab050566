package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Asks the kernel from outside a loop, through an epoll instance of its own, what a fd would report. */
final class Readiness {

    private Readiness() {}

    /** Returns when the fd has all these events pending. */
    static void await(int fd, int events) {
        EpollSet set = new EpollSet(1);
        try {
            assertThat(set.control(EpollSyscalls.ADD, fd, EpollEvents.IN | EpollEvents.RDHUP, fd))
                    .isZero();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> set.poll() == 1 && (set.events(0) & events) == events);
        } finally {
            set.control(EpollSyscalls.DEL, fd, 0, 0);
            set.close();
        }
    }
}
