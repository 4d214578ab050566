package io.epochgateway.runtimeapi.command;

import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses and ports of checks and agents as operators write them; the reply says what is wrong with one. */
final class CheckPlaces {

    private static final int MOST_PORT = 65535;

    private CheckPlaces() {}

    /** Null, and the reply says so, if there is no such address. May block. */
    static @Nullable InetAddress address(String text, Reply reply) throws IOException {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException unknown) {
            reply.line("invalid addr '" + text + "'");
            return null;
        }
    }

    /** -1, and the reply says so, if it is none. */
    static int port(String text, Reply reply) throws IOException {
        if (!text.matches("-?[0-9]{1,9}")) {
            reply.line("provided port is not an integer");
            return -1;
        }
        int port = Integer.parseInt(text);
        if (port < 0 || port > MOST_PORT) {
            reply.line("provided port is invalid");
            return -1;
        }
        return port;
    }
}
