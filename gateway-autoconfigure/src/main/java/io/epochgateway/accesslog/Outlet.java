package io.epochgateway.accesslog;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.SyslogTarget;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** The way out for messages, each of them whole. It never blocks on a network. Log thread only. */
interface Outlet extends AutoCloseable {

    /** Sends all that is readable, now or with the next {@link #flush}; false if there is no room for it. */
    boolean send(ByteBuffer message) throws IOException;

    /** Sends what still waits. */
    default void flush() throws IOException {}

    @Override
    void close();

    /**
     * The way to a target.
     *
     * @throws DefinitionException if there is none
     */
    static Outlet to(String property, SyslogTarget target) {
        return switch (target.kind()) {
            case UDP -> udp(property, target);
            case UNIX -> unix(property, target);
            case STDOUT -> new Stream(new FileOutputStream(FileDescriptor.out));
            case STDERR -> new Stream(new FileOutputStream(FileDescriptor.err));
        };
    }

    private static Outlet udp(String property, SyslogTarget target) {
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            throw new DefinitionException(
                    property, target.host(), "has no address", "Check the name, or write an address.");
        }
        try {
            DatagramChannel channel = DatagramChannel.open();
            channel.configureBlocking(false);
            return new Udp(channel, address);
        } catch (IOException e) {
            throw new DefinitionException(
                    property, target.host(), "can't be sent to: " + e.getMessage(), "Raise the limit of open files.");
        }
    }

    private static Outlet unix(String property, SyslogTarget target) {
        if (!Epoll.isAvailable()) {
            throw new DefinitionException(
                    property, target.host(), "datagrams to UNIX sockets need Linux", "Write an address and a port.");
        }
        return new Unix(Socket.newSocketDomainDgram(), target.host().getBytes(StandardCharsets.UTF_8));
    }

    /** Datagrams of UDP. */
    record Udp(DatagramChannel channel, InetSocketAddress address) implements Outlet {

        @Override
        public boolean send(ByteBuffer message) throws IOException {
            return channel.send(message, address) > 0;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException done) {
                // it is of no use any more
            }
        }
    }

    /** Datagrams to a UNIX socket, which may come and go. */
    final class Unix implements Outlet {

        private final Socket socket;
        private final byte[] path;

        Unix(Socket socket, byte[] path) {
            this.socket = socket;
            this.path = path;
        }

        @Override
        public boolean send(ByteBuffer message) throws IOException {
            return socket.sendToDomainSocket(message, message.position(), message.limit(), path) > 0;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException done) {
                // it is of no use any more
            }
        }
    }

    /**
     * Standard output or error, which stays open. Several messages make a write, but no more than a pipe takes as one
     * ({@code PIPE_BUF}, pipe(7)): others write to it, too.
     */
    final class Stream implements Outlet {

        private static final int PIPE_BUF = 4096;

        private final FileOutputStream stream;
        private byte[] waiting = new byte[PIPE_BUF];
        private int length;

        Stream(FileOutputStream stream) {
            this.stream = stream;
        }

        @Override
        public boolean send(ByteBuffer message) throws IOException {
            int octets = message.remaining();
            if (length + octets > PIPE_BUF) {
                flush();
            }
            if (octets > waiting.length) {
                waiting = new byte[octets];
            }
            message.get(waiting, length, octets);
            length += octets;
            return true;
        }

        @Override
        public void flush() throws IOException {
            int octets = length;
            length = 0;
            if (octets > 0) {
                stream.write(waiting, 0, octets);
            }
        }

        @Override
        public void close() {}
    }
}
