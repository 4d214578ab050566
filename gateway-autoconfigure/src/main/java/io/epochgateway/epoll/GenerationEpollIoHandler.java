package io.epochgateway.epoll;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Netty's epoll transport with a generation in each registration. The kernel is given {@code generation << 32 | fd} and
 * gives it back with each report; a report is delivered only to the registration that has exactly these, so none meant
 * for a closed fd can reach the next owner of its number. Carries every channel of Netty's epoll package.
 *
 * <p>The good path touches nothing but the loop's own memory and allocates nothing.
 */
final class GenerationEpollIoHandler implements IoHandler {

    private static final Logger log = LoggerFactory.getLogger(GenerationEpollIoHandler.class);

    /** The loop that runs on the thread at hand. */
    private static final FastThreadLocal<@Nullable GenerationEpollIoHandler> CURRENT = new FastThreadLocal<>();

    private static final int WAKE_UP_LOST_MILLIS = 1000;
    private static final long NO_DEADLINE = -1L;

    private final ThreadAwareExecutor executor;
    private final FdTable fds;
    private final int number;
    private final boolean checked;
    private final EpollSet set;
    private final NettyArrays arrays;
    private final StaleReports stale;
    private final LoopCounters counters = new LoopCounters();
    private final LoopClock clock = new LoopClock(true);
    private final IntObjectMap<Registration> registrations = new IntObjectHashMap<>();
    private final Queue<Registration> changed = new ArrayDeque<>();

    /** True while the loop waits, or is about to, and nobody has undertaken to wake it. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    /** Somebody has undertaken to: a report of the eventfd is on its way. */
    private boolean wakeUpPending;

    private boolean dispatching;
    private boolean renewalDue;
    private boolean destroyed;

    /**
     * Takes two fds and a loop number, or nothing if it fails.
     *
     * @param checked false delivers, and counts as stale, what the generation check would drop: to show what it is for
     */
    GenerationEpollIoHandler(
            ThreadAwareExecutor executor, int maxEvents, FdTable fds, StaleEventHistory history, boolean checked) {
        this.executor = executor;
        this.fds = fds;
        this.checked = checked;
        EpollSet opened = new EpollSet(maxEvents);
        try {
            arrays = new NettyArrays(executor, opened.eventFd());
        } catch (Throwable t) {
            opened.close();
            throw t;
        }
        set = opened;
        number = LoopNumbers.take();
        stale = new StaleReports(fds, number, history);
    }

    /** The loop of the calling thread; null on any other thread and on loops of another kind. */
    static @Nullable GenerationEpollIoHandler current() {
        return CURRENT.getIfExists();
    }

    @Override
    public void initialize() {
        CURRENT.set(this);
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return EpollIoHandle.class.isAssignableFrom(handleType);
    }

    /** Any thread. */
    LoopFigures figures() {
        return counters.read(number, stale.byCondition());
    }

    int number() {
        return number;
    }

    LoopClock clock() {
        return clock;
    }

    /** What is known of a number; null if this loop hasn't registered it. Loop's thread. */
    @Nullable
    FdLife life(int fd) {
        Registration registration = registrations.get(fd);
        return registration == null ? null : registration.life(number, fds.get(fd));
    }

    /** What is known of each registration, in order of the numbers. Loop's thread. */
    List<FdLife> lives() {
        return registrations.values().stream()
                .map(registration -> registration.life(number, fds.get(registration.fd)))
                .sorted(Comparator.comparingInt(FdLife::fd))
                .toList();
    }

    // ---- registrations

    @Override
    public IoRegistration register(IoHandle handle) {
        if (!(handle instanceof EpollIoHandle epollHandle)) {
            throw new IllegalArgumentException(
                    "not a handle for epoll: " + handle.getClass().getName());
        }
        int fd = epollHandle.fd().intValue();
        Registration registration = new Registration(this, epollHandle, fd, fds.acquire(fd, number));
        registrations.put(fd, registration);
        counters.registered.setOpaque(registrations.size());
        handle.registered();
        return registration;
    }

    /** Called before the fd is closed, so that the number can't have a new owner yet; later does no harm either. */
    void end(Registration registration) {
        int fd = registration.fd;
        fds.release(fd, registration.generation, number);
        if (registrations.get(fd) == registration) {
            registrations.remove(fd);
            counters.registered.setOpaque(registrations.size());
            if (registration.handle.fd().isOpen()) {
                // close(2) would not remove it if a copy of the fd stayed open somewhere
                registration.remove(set);
            }
        }
        if (dispatching) {
            stale.ended(registration);
        }
        registration.tellWatch();
        registration.handle.unregistered();
    }

    /** The registration of this handle; null if this loop hasn't any. */
    @Nullable
    Registration registrationOf(EpollIoHandle handle) {
        Registration registration = registrations.get(handle.fd().intValue());
        return registration != null && registration.handle == handle ? registration : null;
    }

    /** A channel came from another loop. */
    void tookOver() {
        LoopCounters.add(counters.takeoversIn, 1);
    }

    /** A channel left for another loop. */
    void gaveAway() {
        LoopCounters.add(counters.takeoversOut, 1);
    }

    /** The registration's interest must go to the kernel before the next wait. */
    void changed(Registration registration) {
        changed.add(registration);
    }

    boolean isCurrent() {
        return executor.isExecutorThread(Thread.currentThread());
    }

    void execute(Runnable task) {
        executor.execute(task);
    }

    Object nettyArrays() {
        return arrays.get();
    }

    // ---- the loop

    @Override
    public void wakeup() {
        if (!isCurrent() && asleep.getAndSet(false)) {
            set.wakeUp();
        }
    }

    @Override
    public int run(IoHandlerContext context) {
        int handled = 0;
        try {
            flushInterests();
            int ready = await(context);
            clock.read();
            boolean timed = context.shouldReportActiveIoTime();
            long start = timed ? System.nanoTime() : 0;
            if (ready > 0) {
                handled = dispatch(ready);
            }
            if (timed) {
                context.reportActiveIoTime(ready > 0 ? System.nanoTime() - start : 0);
            }
            if (renewalDue) {
                renew();
            }
        } catch (Exception e) {
            log.warn("an event loop failed to wait for events", e);
            pause();
        }
        return handled;
    }

    private void flushInterests() {
        for (Registration registration = changed.poll(); registration != null; registration = changed.poll()) {
            registration.flush(set);
        }
    }

    private int await(IoHandlerContext context) throws IOException {
        if (!context.canBlock()) {
            return set.poll();
        }
        if (wakeUpPending) {
            int ready = set.await(WAKE_UP_LOST_MILLIS);
            if (ready > 0) {
                return ready;
            }
            log.warn("a wake-up of an event loop got lost");
            wakeUpPending = false;
        }
        asleep.set(true);
        try {
            // a task that came before the line above woke nobody up, so it must be looked for again
            return context.canBlock() ? awaitDeadline(context) : 0;
        } finally {
            wakeUpPending = !asleep.get() || !asleep.getAndSet(false);
        }
    }

    private int awaitDeadline(IoHandlerContext context) throws IOException {
        if (context.deadlineNanos() == NO_DEADLINE) {
            return set.await(-1);
        }
        long delay = context.delayNanos(System.nanoTime());
        return delay <= 0 ? set.poll() : set.awaitNanos(delay);
    }

    private int dispatch(int ready) {
        int handled = 0;
        dispatching = true;
        stale.batchBegins();
        for (int report = 0; report < ready; report++) {
            long data = set.data(report);
            Registration registration = registrations.get((int) data);
            if (registration != null && registration.data == data) {
                handled += deliver(registration, set.events(report));
            } else if (data == EpollSet.WAKE_UP) {
                wakeUpPending = false;
                LoopCounters.add(counters.wakeups, 1);
            } else {
                drop(data, set.events(report));
                if (!checked && registration != null) {
                    handled += deliver(registration, set.events(report));
                }
            }
        }
        stale.batchEnds();
        dispatching = false;
        counters.batch(ready);
        LoopCounters.add(counters.events, handled);
        return handled;
    }

    /** 1 for a report delivered; 0 if its registration was cancelled by another thread and is about to end. */
    private int deliver(Registration registration, int events) {
        if (!registration.isValid()) {
            return 0;
        }
        registration.reported(events);
        try {
            registration.deliver(events);
            registration.delivered(events, set);
        } catch (Exception e) {
            log.warn("the handle of fd {} failed: closing it", registration.fd, e);
            registration.close();
        }
        return 1;
    }

    /** Counts a stale report, and removes what causes it if it comes without end. */
    private void drop(long data, int events) {
        LoopCounters.add(counters.stale, 1);
        stale.count(data, events);
        if (stale.persist()) {
            int fd = (int) data;
            // the entry can be removed by its number only while the number names the same open file
            boolean removed = stale.mayRemove(fd) && set.control(EpollSyscalls.DEL, fd, 0, 0) >= 0;
            renewalDue |= !removed;
        }
    }

    private void renew() {
        renewalDue = false;
        set.renew();
        for (Registration registration : all()) {
            registration.moveTo(set);
        }
        log.warn("an epoll instance kept reporting on closed fds that somebody else holds open: it was renewed");
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1); // or a lasting failure would take the whole processor
        } catch (InterruptedException e) {
            // the next wait is as good; a flag left standing would turn the pause into a spin
        }
    }

    // ---- the end

    @Override
    public void prepareToDestroy() {
        all().forEach(Registration::close);
    }

    @Override
    public void destroy() {
        if (destroyed) {
            return;
        }
        destroyed = true;
        // a loop that is shut down without a quiet period may skip the preparation
        prepareToDestroy();
        awaitPendingWakeUp();
        set.close();
        arrays.free();
        LoopNumbers.giveBack(number);
        CURRENT.remove();
    }

    /** A thread may be about to write to the eventfd, whose number must not be somebody else's by then. */
    private void awaitPendingWakeUp() {
        try {
            int ready = 1;
            while (wakeUpPending && ready > 0) {
                ready = set.await(WAKE_UP_LOST_MILLIS);
                for (int report = 0; report < ready; report++) {
                    wakeUpPending &= set.data(report) != EpollSet.WAKE_UP;
                }
            }
        } catch (IOException e) {
            log.debug("waiting for the last wake-up failed", e);
        }
    }

    /** A copy, since closing removes. */
    private List<Registration> all() {
        return List.copyOf(registrations.values());
    }
}
