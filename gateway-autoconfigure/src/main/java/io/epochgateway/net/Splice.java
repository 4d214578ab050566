package io.epochgateway.net;

import io.epochgateway.epoll.FdWatch;
import io.epochgateway.epoll.SplicePipe;
import io.netty.channel.Channel;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the bytes that come on one connection straight to another, by splice(2), for as long as it is told to. The end of
 * the input and whatever can't be spliced goes to the channel as ever. Event loop only.
 */
public final class Splice implements FdWatch.Watcher {

    /** Hears what moved. */
    public interface Listener {

        /** So many bytes came, and went or wait in the output, which may be congested by them. */
        void spliced(int bytes);
    }

    /** Until the connection ends. */
    public static final long ENDLESS = Long.MAX_VALUE;

    /** A read of so many bytes filled the usual buffer. */
    public static final int FULL_READ = ReceiveBuffers.USUAL;

    private static final Logger log = LoggerFactory.getLogger(Splice.class);
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    /** Large moves of one connection before the others of its loop have their turn. */
    private static final int MOVES_PER_TURN = 4;

    /** A smaller move has probably emptied the socket. */
    private static final int LARGE = 128 * 1024;

    private static final int MOST = 1 << 30;

    private final Channel from;
    private final Output to;
    private final Listener listener;
    private @Nullable FdWatch watch;
    private long left;

    /**
     * Between two connections of one loop.
     *
     * @param from its reading is switched on and off as ever
     */
    public Splice(Channel from, Output to, Listener listener) {
        this.from = from;
        this.to = to;
        this.listener = listener;
    }

    /** The bytes that come from now on are moved, or copied if there is no other way. */
    public void begin(long most) {
        FdWatch there = to.maySplice() ? FdWatch.of(from) : null;
        if (there != null) {
            left = most;
            watch = there;
            there.onReadable(this);
        }
    }

    /** The bytes that come from now on are copied. */
    public void end() {
        FdWatch there = watch;
        if (there != null) {
            watch = null;
            there.onReadable(null);
        }
    }

    public boolean isUnderWay() {
        return watch != null;
    }

    @Override
    public boolean ready() {
        int moved = LARGE;
        for (int move = 0; move < MOVES_PER_TURN && moved >= LARGE; move++) {
            FdWatch there = watch;
            if (there == null || !there.reads()) {
                return true;
            }
            if (to.isCongested()) {
                return false;
            }
            moved = to.splice(there.fd(), (int) Math.min(left, MOST));
            if (moved <= 0) {
                return stopped(moved);
            }
            left -= moved;
            if (left == 0) {
                end();
            }
            listener.spliced(moved);
        }
        return true;
    }

    /** Nothing moved: whether that is all there is to say. */
    private boolean stopped(int why) {
        if (why == -SplicePipe.EAGAIN) {
            return true;
        }
        if (why == OutputPipe.NO_PIPE) {
            return false;
        }
        end();
        if (why == 0) {
            // the channel finds the same and tells it
            return false;
        }
        if (why == -SplicePipe.EINVAL || why == -SplicePipe.ENOSYS) {
            if (TOLD.compareAndSet(false, true)) {
                log.warn("splice(2) fails with errno {}: bytes are copied instead", -why);
            }
            return false;
        }
        // the socket has told its error, and won't again
        from.pipeline().fireExceptionCaught(new SocketException("splice(2) failed with errno " + -why));
        return true;
    }

    @Override
    public void ended() {
        watch = null;
    }
}
