package io.epochgateway.epoll;

import io.netty.channel.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a loop knows of one registration of its own at one moment.
 *
 * @param fd the number
 * @param generation how many registrations of the number ended before this one
 * @param loop the owner's number, from 1
 * @param wanted the bits of epoll_ctl(2) that the channel asks for
 * @param polled those that the kernel was told
 * @param reported those of the last report delivered; 0 if there was none
 * @param events reports delivered, those on earlier loops included
 * @param takeovers how often it moved to another loop
 * @param age since it was registered on its first loop
 * @param channelFd what the channel takes for its number; another than {@code fd} is a fault
 * @param ownerInTable whether the process-wide table agrees about generation and owner; if not, it was closed unseen
 * @param inputEnded whether the end of the input has been read past the channel
 * @param channel whose it is, for the owner loop's thread only; null for handles of another kind
 */
public record FdLife(
        int fd,
        long generation,
        int loop,
        int wanted,
        int polled,
        int reported,
        long events,
        int takeovers,
        Duration age,
        int channelFd,
        boolean ownerInTable,
        boolean inputEnded,
        @Nullable Channel channel) {

    /** Whether it waits for bytes. */
    public boolean reads() {
        return (wanted & EpollEvents.IN) != 0;
    }

    /** Whether it waits to be able to send. */
    public boolean writes() {
        return (wanted & EpollEvents.OUT) != 0;
    }
}
