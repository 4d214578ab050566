package io.epochgateway.epoll;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollIoHandle;
import org.jspecify.annotations.Nullable;

/** Lets somebody else act on what is reported of a channel's fd, before the channel would. Event loop only. */
public final class FdWatch {

    /** Takes the channel's part. */
    public interface Watcher {

        /**
         * What it waits for has come.
         *
         * @return whether that was dealt with; if not, the channel hears of it
         */
        boolean ready();

        /** The registration has ended: the fd is about to be closed, or to move to another loop. */
        void ended();
    }

    private final Registration registration;
    private @Nullable Watcher reader;
    private @Nullable Watcher writer;
    /** The end of the input was reported while nobody wanted to read: it would be again, without end. */
    private boolean endHidden;

    FdWatch(Registration registration) {
        this.registration = registration;
    }

    /** That of a channel of the current loop; null if it has none, as on transports without generations. */
    public static @Nullable FdWatch of(Channel channel) {
        GenerationEpollIoHandler loop = GenerationEpollIoHandler.current();
        Registration registration =
                loop != null && channel.unsafe() instanceof EpollIoHandle handle ? loop.registrationOf(handle) : null;
        return registration == null ? null : registration.watch();
    }

    public int fd() {
        return registration.fd;
    }

    /** Whether the channel wants to read. */
    public boolean reads() {
        return registration.isValid() && registration.wantsToRead();
    }

    /** Who acts when there is something to read, as long as the channel wants to read; null for the channel itself. */
    public void onReadable(@Nullable Watcher wanted) {
        reader = wanted;
        if (wanted == null && endHidden) {
            endHidden = false;
            registration.wishChanged();
        }
    }

    /** Who acts when there is room to write, which is waited for until then; null for the channel itself. */
    public void onWritable(@Nullable Watcher wanted) {
        if (writer != wanted) {
            writer = wanted;
            registration.wishChanged();
        }
    }

    /** What the kernel has to be asked for. */
    int wanted(int asked) {
        int shown = endHidden ? asked & ~EpollEvents.RDHUP : asked;
        return writer == null ? shown : shown | EpollEvents.OUT;
    }

    /** What of a report is left for the channel. */
    int reported(int bits) {
        int left = bits;
        if (writer != null && (bits & (EpollEvents.OUT | EpollEvents.ERR)) != 0 && writer.ready()) {
            left &= ~EpollEvents.OUT;
        }
        if (reader == null || (bits & EpollEvents.ERR) != 0) {
            // the channel tells of errors
            return left;
        }
        if (!reads()) {
            hideEnd(bits);
            return left & ~(EpollEvents.IN | EpollEvents.RDHUP);
        }
        boolean readable = (bits & EpollEvents.IN) != 0;
        return readable && !reader.ready() ? left : left & ~(EpollEvents.IN | EpollEvents.RDHUP);
    }

    private void hideEnd(int bits) {
        if ((bits & EpollEvents.RDHUP) != 0 && !endHidden && registration.isValid()) {
            endHidden = true;
            registration.wishChanged();
        }
    }

    void ended() {
        Watcher reading = reader;
        Watcher writing = writer;
        reader = null;
        writer = null;
        if (reading != null) {
            reading.ended();
        }
        if (writing != null) {
            writing.ended();
        }
    }
}
