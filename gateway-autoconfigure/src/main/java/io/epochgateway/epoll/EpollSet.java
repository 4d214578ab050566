package io.epochgateway.epoll;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One epoll instance of the kernel with its eventfd for wake-ups, the buffer for its reports and the scratch memory for
 * its calls. Everything but {@link #wakeUp()} is for the loop's thread.
 *
 * <p>The memory is the garbage collector's: a loop may change its thread, and a shared arena would cost each call two
 * atomic operations for each segment it passes.
 */
final class EpollSet {

    /** The data of the eventfd; its lower half, -1, is no fd. */
    static final long WAKE_UP = -1L;

    private static final Logger log = LoggerFactory.getLogger(EpollSet.class);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Arena memory = Arena.ofAuto();
    private final MemorySegment capture = memory.allocate(EpollSyscalls.CAPTURE);
    private final MemorySegment timespec = memory.allocate(EpollSyscalls.TIMESPEC_SIZE, Long.BYTES);
    private final MemorySegment event = memory.allocate(EpollSyscalls.EVENT_SIZE, Long.BYTES);
    private final MemorySegment reports;
    private final int maxEvents;
    private final FileDescriptor eventFd;
    private FileDescriptor epollFd;

    /** Takes two fds, or none if it fails. */
    EpollSet(int maxEvents) {
        this.maxEvents = maxEvents;
        reports = memory.allocate((long) maxEvents * EpollSyscalls.EVENT_SIZE, Long.BYTES);
        eventFd = Native.newEventFd();
        try {
            epollFd = openAround(eventFd);
        } catch (Throwable t) {
            close(eventFd);
            throw t;
        }
    }

    FileDescriptor eventFd() {
        return eventFd;
    }

    /** Ends a wait now or the next one at once. Any thread. */
    void wakeUp() {
        Native.eventFdWrite(eventFd.intValue(), 1L);
    }

    /** epoll_ctl(2): 0 or the negated errno. */
    int control(int operation, int fd, int events, long data) {
        return control(epollFd, operation, fd, events, data);
    }

    private int control(FileDescriptor epoll, int operation, int fd, int events, long data) {
        event.set(JAVA_INT_UNALIGNED, 0, events);
        event.set(JAVA_LONG_UNALIGNED, EpollSyscalls.DATA_OFFSET, data);
        return EpollSyscalls.control(capture, epoll.intValue(), operation, fd, event);
    }

    /** Reports that are there without waiting. */
    int poll() throws IOException {
        return await(0);
    }

    /** Waits for reports; a negative timeout waits for ever. */
    int await(int millis) throws IOException {
        int ready;
        do {
            ready = EpollSyscalls.waitMillis(capture, epollFd.intValue(), reports, maxEvents, millis);
        } while (ready == -EpollSyscalls.EINTR);
        return checked(ready);
    }

    /** Waits once; a signal ends the wait early with no report. */
    int awaitNanos(long nanos) throws IOException {
        int ready;
        if (EpollSyscalls.HAS_PWAIT2) {
            timespec.set(JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
            timespec.set(JAVA_LONG, Long.BYTES, nanos % NANOS_PER_SECOND);
            ready = EpollSyscalls.waitNanos(capture, epollFd.intValue(), reports, maxEvents, timespec);
        } else {
            // rounded up, or the last fraction of a millisecond would be spun away
            int millis = (int) Math.min((nanos - 1) / NANOS_PER_MILLI + 1, Integer.MAX_VALUE);
            ready = EpollSyscalls.waitMillis(capture, epollFd.intValue(), reports, maxEvents, millis);
        }
        return ready == -EpollSyscalls.EINTR ? 0 : checked(ready);
    }

    private static int checked(int ready) throws IOException {
        if (ready < 0) {
            throw new IOException("epoll_wait failed, errno " + -ready);
        }
        return ready;
    }

    /** The data of a report of the last wait. */
    long data(int report) {
        return reports.get(JAVA_LONG_UNALIGNED, (long) report * EpollSyscalls.EVENT_SIZE + EpollSyscalls.DATA_OFFSET);
    }

    /** The event bits of a report of the last wait. */
    int events(int report) {
        return reports.get(JAVA_INT_UNALIGNED, (long) report * EpollSyscalls.EVENT_SIZE);
    }

    /**
     * Starts over with a fresh epoll instance, which only holds what is added to it again: the one way to get rid of an
     * entry whose fd number can't name it any more.
     */
    void renew() {
        FileDescriptor old = epollFd;
        epollFd = openAround(eventFd);
        close(old);
    }

    private FileDescriptor openAround(FileDescriptor wakeUps) {
        FileDescriptor epoll = Native.newEpollCreate();
        // edge-triggered: one report for each write, and nobody has to read
        int result = control(epoll, EpollSyscalls.ADD, wakeUps.intValue(), Native.EPOLLIN | Native.EPOLLET, WAKE_UP);
        if (result < 0) {
            close(epoll);
            throw new ChannelException("cannot watch an eventfd, errno " + -result);
        }
        return epoll;
    }

    void close() {
        close(eventFd);
        close(epollFd);
    }

    private static void close(FileDescriptor fd) {
        try {
            fd.close();
        } catch (IOException e) {
            log.warn("closing fd {} failed", fd.intValue(), e);
        }
    }
}
