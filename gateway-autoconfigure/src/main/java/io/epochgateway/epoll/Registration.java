package io.epochgateway.epoll;

import io.epochgateway.counter.EventCounter;
import io.netty.channel.Channel;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a fd number on one loop. Interest is only noted when it is submitted; its outcome goes to the kernel before
 * the loop's next wait. Submitting and cancelling is for any thread, the rest for the loop's.
 */
final class Registration implements IoRegistration {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    private static final EventCounter HUP_WHILE_CONNECTING = EventCounter.count(
            "reported", "events & HUP && !(events & ERR) && connects()", "HUP without ERR while connecting");

    /** After such a report the kernel is silent until it is told the interest again, even if it hasn't changed. */
    private static final int REPORTED_ONCE = EpollEvents.ET | EpollEvents.ONESHOT;

    /** What a reader that isn't the channel deals with. */
    private static final int INPUT = EpollEvents.IN | EpollEvents.RDHUP | EpollEvents.HUP;

    final EpollIoHandle handle;
    final int fd;
    final int generation;

    /** What the kernel gives back with each report: generation and fd. */
    final long data;

    private final GenerationEpollIoHandler loop;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** What the channel asks for, and what comes of it with the watch's wishes. */
    private int asked;

    private int wanted;
    private int polled;
    private boolean known;
    private boolean queued;
    /** A level that stays: it would be reported again, without end. */
    private boolean inputEnded;

    private @Nullable DirectReader reader;
    private @Nullable FdWatch watch;

    // what is known of it for those who look; the loop's alone, so counting costs an add
    private long since = System.nanoTime();
    private long events;
    private int reported;
    private int takeovers;

    Registration(GenerationEpollIoHandler loop, EpollIoHandle handle, int fd, int generation) {
        this.loop = loop;
        this.handle = handle;
        this.fd = fd;
        this.generation = generation;
        this.data = (long) generation << 32 | fd;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the signature is Netty's
    public <T> T attachment() {
        return (T) loop.nettyArrays();
    }

    @Override
    public boolean isValid() {
        return !cancelled.get();
    }

    @Override
    public long submit(IoOps ops) {
        if (cancelled.get()) {
            return -1;
        }
        int events = ((EpollIoOps) ops).value();
        if (loop.isCurrent()) {
            want(events);
        } else {
            loop.execute(() -> want(events));
        }
        return events;
    }

    @Override
    public boolean cancel() {
        if (!cancelled.compareAndSet(false, true)) {
            return false;
        }
        if (loop.isCurrent()) {
            loop.end(this);
        } else {
            loop.execute(() -> loop.end(this));
        }
        return true;
    }

    /** Whether a read was asked for and not yet taken back. */
    boolean wantsToRead() {
        return (asked & EpollEvents.IN) != 0;
    }

    /**
     * After the end: whether the fd outlives the registration, as it does in a takeover. A channel that has given up its
     * outbound buffer is closing, though with SO_LINGER another thread will do it in a moment.
     */
    boolean endedOpen() {
        return handle.fd().isOpen() && !(handle instanceof Channel.Unsafe channel && channel.outboundBuffer() == null);
    }

    /** A report is about to be delivered. */
    void reported(int bits) {
        events++;
        reported = bits;
        if ((bits & (EpollEvents.HUP | EpollEvents.ERR)) == EpollEvents.HUP) {
            HUP_WHILE_CONNECTING.hitIf(connects());
        }
    }

    /** From now on that one reads in the handle's place. */
    void readBy(DirectReader direct) {
        reader = direct;
    }

    /** Lets whoever is to deal with the report do so. */
    void deliver(int bits) {
        FdWatch first = watch;
        int left = first == null ? bits : first.reported(bits);
        if (!readDirectly(left)) {
            tellChannel(left);
        }
    }

    /** Whether the report is dealt with: it told of input only, and the reader took it. */
    private boolean readDirectly(int bits) {
        if (reader == null || (bits & EpollEvents.IN) == 0 || (bits & ~INPUT) != 0) {
            return false;
        }
        return switch (reader.read(bits != EpollEvents.IN)) {
            case READ -> true;
            case LEFT -> false;
            case ENDED -> {
                inputEnded = true;
                wishChanged();
                yield true;
            }
        };
    }

    private void tellChannel(int bits) {
        // whoever was told before may have closed it, or left nothing
        if (watch == null || bits != 0 && !cancelled.get()) {
            handle.handle(this, EpollEvents.of(bits));
        }
    }

    /** Goes on where the registration on another loop ended. */
    void takeOverFrom(Registration former) {
        since = former.since;
        events += former.events;
        takeovers = former.takeovers + 1;
        reader = former.reader;
    }

    /** What is known of it now. */
    FdLife life(int owner, long entry) {
        boolean agreed = FdTable.owner(entry) == owner && FdTable.generation(entry) == generation;
        return new FdLife(
                fd,
                Integer.toUnsignedLong(generation),
                owner,
                asked,
                polled,
                reported,
                events,
                takeovers,
                Duration.ofNanos(System.nanoTime() - since),
                handle.fd().intValue(),
                agreed,
                inputEnded,
                channel());
    }

    private @Nullable Channel channel() {
        return handle instanceof Channel.Unsafe channel ? channel.voidPromise().channel() : null;
    }

    /** Whether it waits for a connection to be made. */
    private boolean connects() {
        Channel channel = channel();
        return channel != null && !channel.isActive() && (wanted & EpollEvents.OUT) != 0;
    }

    private void want(int events) {
        asked = events;
        wishChanged();
    }

    /** The channel or its watch wants to hear of something else. */
    void wishChanged() {
        int wished = watch == null ? asked : watch.wanted(asked);
        wanted = inputEnded ? wished & ~(EpollEvents.IN | EpollEvents.RDHUP) : wished;
        if (!queued) {
            queued = true;
            loop.changed(this);
        }
    }

    /** Hears of reports before the channel does; made when it is asked for first. */
    FdWatch watch() {
        FdWatch there = watch;
        if (there == null) {
            there = new FdWatch(this);
            watch = there;
        }
        return there;
    }

    /** It has ended. */
    void tellWatch() {
        if (watch != null) {
            watch.ended();
        }
    }

    /** Tells the kernel what all the submits since the last wait come to. */
    void flush(EpollSet set) {
        queued = false;
        if (cancelled.get() || wanted == polled && (wanted & REPORTED_ONCE) == 0) {
            return;
        }
        // an interest in nothing stays in the set, so that an error of the connection is still heard of
        int result = known ? modify(set) : add(set);
        if (result < 0) {
            log.warn("epoll_ctl refuses fd {} with errno {}: closing it", fd, -result);
            close();
        }
    }

    /** Repeats in a new set what the kernel knew in the old one. */
    void moveTo(EpollSet renewed) {
        if (known && renewed.control(EpollSyscalls.ADD, fd, polled, data) < 0) {
            log.warn("fd {} can't move to the new epoll instance: closing it", fd);
            close();
        }
    }

    private int add(EpollSet set) {
        int result = set.control(EpollSyscalls.ADD, fd, wanted, data);
        if (result == -EpollSyscalls.EEXIST) {
            result = set.control(EpollSyscalls.MOD, fd, wanted, data);
        }
        return polledIf(result);
    }

    private int modify(EpollSet set) {
        int result = set.control(EpollSyscalls.MOD, fd, wanted, data);
        if (result == -EpollSyscalls.ENOENT) {
            result = set.control(EpollSyscalls.ADD, fd, wanted, data);
        }
        return polledIf(result);
    }

    private int polledIf(int result) {
        if (result >= 0) {
            known = true;
            polled = wanted;
        }
        return result;
    }

    /** Takes it out of the set; not being there any more is as good. */
    int remove(EpollSet set) {
        if (known) {
            known = false;
            polled = 0;
            set.control(EpollSyscalls.DEL, fd, 0, 0);
        }
        return 0;
    }

    /**
     * A report was delivered. One that came though nobody wanted any tells the end of the connection, would be repeated
     * without end and is looked at by no handle: an error closes, and after anything else silence is right.
     */
    void delivered(int bits, EpollSet set) {
        if (known && polled == 0 && wanted == 0 && !cancelled.get()) {
            if ((bits & EpollEvents.ERR) != 0) {
                close();
            } else {
                remove(set);
            }
        }
    }

    /** Ends it and closes what it belongs to. */
    void close() {
        cancel();
        try {
            handle.close();
        } catch (Exception e) {
            log.debug("closing fd {} failed", fd, e);
        }
    }
}
