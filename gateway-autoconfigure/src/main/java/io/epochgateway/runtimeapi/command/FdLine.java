package io.epochgateway.runtimeapi.command;

import io.epochgateway.epoll.FdLife;
import io.epochgateway.net.Described.Description;
import io.epochgateway.net.Descriptor;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One fd as {@code show fd} shows it; the bits and letters of the state are HAProxy's. */
final class FdLine {

    /** From the kernel's bits: HUP, ERR, OUT, PRI, IN (epoll_ctl(2)) to the place in the state. */
    private static final int[][] REPORTED = {{0x10, 12}, {0x08, 11}, {0x04, 10}, {0x02, 9}, {0x01, 8}};

    private static final String REPORTED_LETTERS = "heopi";

    private FdLine() {}

    static String of(Descriptor descriptor) {
        FdLife life = descriptor.life();
        StringBuilder line = new StringBuilder("%7d : st=0x%06x(%s W:%s R:%s) owner=%d gen=%d tkov=%d kind=%s evcnt=%d"
                .formatted(
                        life.fd(),
                        state(descriptor),
                        reported(life.reported()),
                        direction(descriptor.outputEnded(), life.writes()),
                        direction(descriptor.inputEnded(), life.reads()),
                        life.loop(),
                        life.generation(),
                        life.takeovers(),
                        descriptor.owner().kind().name().toLowerCase(Locale.ROOT),
                        life.events()));
        line.append(" age=").append(life.age().toSeconds()).append('s');
        appendAddress(line, " local=", descriptor.local());
        appendAddress(line, " remote=", descriptor.remote());
        appendOwner(line, descriptor.owner());
        if (descriptor.suspicious() != null) {
            line.append(" !");
        }
        return line.toString();
    }

    private static int state(Descriptor descriptor) {
        FdLife life = descriptor.life();
        int state = bit(life.reads(), 0)
                | bit(descriptor.inputEnded(), 2)
                | bit(life.writes(), 4)
                | bit(descriptor.outputEnded(), 6);
        for (int[] pair : REPORTED) {
            state |= bit((life.reported() & pair[0]) != 0, pair[1]);
        }
        return state;
    }

    private static int bit(boolean set, int place) {
        return set ? 1 << place : 0;
    }

    /** A capital says that the last report had it. */
    private static String reported(int bits) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < REPORTED.length; i++) {
            char letter = REPORTED_LETTERS.charAt(i);
            letters.append((bits & REPORTED[i][0]) != 0 ? Character.toUpperCase(letter) : letter);
        }
        return letters.toString();
    }

    private static String direction(boolean shut, boolean active) {
        return (shut ? "S" : "s") + (active ? "A" : "a");
    }

    private static void appendAddress(StringBuilder line, String label, @Nullable SocketAddress address) {
        if (address != null) {
            line.append(label).append(text(address));
        }
    }

    /** Numbers only, an IPv6 address in brackets. */
    static String text(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            boolean six = inet.getAddress() instanceof Inet6Address;
            return (six ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return address instanceof InetSocketAddress ? "" : "unix:" + address;
    }

    private static void appendOwner(StringBuilder line, Description owner) {
        if (owner.server() != null) {
            line.append(" sv=").append(owner.proxy()).append('/').append(owner.server());
        } else if (owner.proxy() != null) {
            line.append(" fe=").append(owner.proxy());
        }
    }
}
