package io.epochgateway.stream;

import io.epochgateway.net.ClientAddresses;
import io.epochgateway.net.PacketMarks;
import io.epochgateway.rule.sample.Directives;
import io.epochgateway.server.Priority;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What rules have changed of one client's connection and of its stream at hand. Event loop only. */
final class ClientDirectives implements Directives {

    private final Channel channel;
    private final Runnable addressesChanged;
    private @Nullable ClientAddresses ofConnection;
    private @Nullable ClientAddresses usedLast;
    private boolean changed;
    private boolean atStream;
    private int order;
    private int offset;

    /**
     * Nothing is changed yet.
     *
     * @param addressesChanged hears of it
     */
    ClientDirectives(Channel channel, Runnable addressesChanged) {
        this.channel = channel;
        this.addressesChanged = addressesChanged;
    }

    /** What is changed from now on holds for the next stream alone, and what was for the last one doesn't hold any more. */
    void streamBegins() {
        atStream = true;
        order = 0;
        offset = 0;
        if (ofConnection != null) {
            ClientAddresses.change(channel, ofConnection);
            ofConnection = null;
            addressesChanged.run();
        }
    }

    /** Whether any address was ever changed. */
    boolean changesAddresses() {
        return changed;
    }

    /** Whether the addresses are others than when this was asked last. */
    boolean haveAddressesMoved() {
        if (!changed) {
            return false;
        }
        ClientAddresses now = ClientAddresses.of(channel);
        boolean moved = !now.equals(usedLast);
        usedLast = now;
        return moved;
    }

    /** The stream's place in a queue. */
    Priority priority() {
        return order == 0 && offset == 0 ? Priority.NORMAL : new Priority(order, offset);
    }

    @Override
    public void address(End end, byte[] address) {
        ClientAddresses now = ClientAddresses.of(channel);
        change(end, now, socket(address, port(of(end, now))));
    }

    @Override
    public void port(End end, int port) {
        ClientAddresses now = ClientAddresses.of(channel);
        if (of(end, now) instanceof InetSocketAddress inet && inet.getAddress() != null) {
            change(end, now, new InetSocketAddress(inet.getAddress(), port));
        }
    }

    private void change(End end, ClientAddresses now, SocketAddress address) {
        if (atStream && ofConnection == null) {
            ofConnection = now;
        }
        changed = true;
        ClientAddresses.change(
                channel,
                end == End.SOURCE
                        ? new ClientAddresses(address, now.destination())
                        : new ClientAddresses(now.source(), address));
        addressesChanged.run();
    }

    private static @Nullable SocketAddress of(End end, ClientAddresses addresses) {
        return end == End.SOURCE ? addresses.source() : addresses.destination();
    }

    private static int port(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }

    private static SocketAddress socket(byte[] address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }

    @Override
    public void priorityClass(int value) {
        order = value;
    }

    @Override
    public void priorityOffset(int millis) {
        offset = millis;
    }

    @Override
    public void mark(int mark) {
        PacketMarks.mark(channel, mark);
    }

    @Override
    public void tos(int tos) {
        PacketMarks.typeOfService(channel, tos);
    }
}
