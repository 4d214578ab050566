package io.epochgateway.epoll;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollIoHandle;

/** Reads a connection in its channel's place, as long as no error is reported. Loop's thread. */
public interface DirectReader {

    /** What comes of a report. */
    enum Outcome {
        /** What there was has been read, or as much as is one's turn. */
        READ,
        /** The peer has ended its side, and whoever reads knows; nothing more is reported of the input. */
        ENDED,
        /** The channel has to read itself, as if there were no such reader. */
        LEFT
    }

    /**
     * Bytes were reported.
     *
     * @param ends whether the end of the input was, too: it follows the bytes
     */
    Outcome read(boolean ends);

    /**
     * From now on that one reads the channel, also after a takeover. On loops of another kind nothing changes.
     *
     * @param channel registered with the loop whose thread this is
     */
    static void install(Channel channel, DirectReader reader) {
        GenerationEpollIoHandler loop = GenerationEpollIoHandler.current();
        if (loop != null && channel.unsafe() instanceof EpollIoHandle handle) {
            Registration registration = loop.registrationOf(handle);
            if (registration != null) {
                registration.readBy(reader);
            }
        }
    }
}
