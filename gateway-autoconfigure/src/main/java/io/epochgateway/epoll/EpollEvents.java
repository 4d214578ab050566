package io.epochgateway.epoll;

import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoOps;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The bits of epoll_ctl(2), and Netty's event objects for them, made once. */
final class EpollEvents {

    static final int IN = 0x1;
    static final int OUT = 0x4;
    static final int ERR = 0x8;
    static final int HUP = 0x10;
    static final int RDHUP = 0x2000;
    static final int ONESHOT = 1 << 30;
    static final int ET = 1 << 31;

    /** What tells the owner of a connection that it ended or half ended. */
    static final int DOWN = RDHUP | HUP | ERR;

    /** IN, PRI, OUT, ERR and HUP are the low five bits; RDHUP goes above them. */
    private static final int LOW = 0x1f;

    private static final int ABOVE = LOW + 1;

    private static final EpollIoEvent[] EVENTS = new EpollIoEvent[2 * ABOVE];

    static {
        for (int low = 0; low <= LOW; low++) {
            EVENTS[low] = new Event(EpollIoOps.valueOf(low));
            EVENTS[low | ABOVE] = new Event(EpollIoOps.valueOf(low | RDHUP));
        }
    }

    private static final Map<Integer, String> NAMES = new TreeMap<>(Map.of(
            IN, "EPOLLIN", 0x2, "EPOLLPRI", OUT, "EPOLLOUT", ERR, "EPOLLERR", HUP, "EPOLLHUP", RDHUP, "EPOLLRDHUP"));

    private EpollEvents() {}

    /** The names of what a report says, separated by {@code |}. */
    static String text(int bits) {
        return NAMES.entrySet().stream()
                .filter(name -> (bits & name.getKey()) != 0)
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("|"));
    }

    /** Allocates only for bits that no channel of Netty asks for. */
    static EpollIoEvent of(int bits) {
        if ((bits & ~(LOW | RDHUP)) != 0) {
            return new Event(EpollIoOps.valueOf(bits));
        }
        return EVENTS[bits & LOW | ((bits & RDHUP) == 0 ? 0 : ABOVE)];
    }

    private record Event(EpollIoOps ops) implements EpollIoEvent {}
}
