package io.epochgateway.accesslog;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An address or a port: {@code c} the client's, {@code f} the one it connected to, {@code b} the one that the server
 * sees, {@code s} the server's; {@code i} the address, {@code p} the port.
 */
record AddressPart(String name, Flags flags) implements Piece {

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        boolean port = name.charAt(1) == 'p';
        if (name.charAt(0) == 'c' && !flags.hex()) {
            client(line, stream.client(), port);
        } else if (address(stream) instanceof InetSocketAddress address && address.getAddress() != null) {
            if (port) {
                flags.number(line, address.getPort(), 4);
            } else {
                write(line, address);
            }
        } else {
            flags.nothing(line);
        }
    }

    private @Nullable SocketAddress address(LoggedStream stream) {
        return switch (name.charAt(0)) {
            case 'c' -> stream.source();
            case 'f' -> stream.destination();
            case 'b' -> stream.serverSource();
            default -> stream.serverAddress();
        };
    }

    /** The usual case, for which the text is there. */
    private void client(LineWriter line, byte[] text, boolean port) {
        int colon = text.length - 1;
        while (colon > 0 && text[colon] != ':') {
            colon--;
        }
        if (port) {
            for (int i = colon + 1; i < text.length; i++) {
                line.octet((char) text[i]);
            }
        } else {
            flags.text(line, text, 0, colon);
        }
    }

    private void write(LineWriter line, InetSocketAddress address) {
        if (flags.hex()) {
            for (byte octet : address.getAddress().getAddress()) {
                line.hexadecimal(octet & 0xff, 2);
            }
        } else {
            String text = NetUtil.toAddressString(address.getAddress());
            flags.text(line, text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
