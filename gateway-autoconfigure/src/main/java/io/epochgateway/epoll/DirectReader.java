package io.epochgateway.epoll;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollIoHandle;

/** Reads a connection in its channel's place, as long as nothing but readable bytes is reported. Loop's thread. */
public interface DirectReader {

    /**
     * Bytes were reported.
     *
     * @return false if the channel has to read itself, as if there were no such reader
     */
    boolean read();

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
