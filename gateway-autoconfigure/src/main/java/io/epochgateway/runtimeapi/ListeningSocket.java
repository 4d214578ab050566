package io.epochgateway.runtimeapi;

import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.StatsSocketDefinition;
import io.epochgateway.net.BindFailedException;
import io.epochgateway.net.SocketFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** A socket that the Runtime API listens on. Any thread. */
final class ListeningSocket implements AutoCloseable {

    private final StatsSocketDefinition definition;
    private final ServerSocketChannel channel;
    private final @Nullable SocketFile file;

    private ListeningSocket(StatsSocketDefinition definition, ServerSocketChannel channel, @Nullable SocketFile file) {
        this.definition = definition;
        this.channel = channel;
        this.file = file;
    }

    /**
     * Listens.
     *
     * @throws BindFailedException if it can't; then nothing is left of it
     */
    static ListeningSocket open(StatsSocketDefinition definition) {
        try {
            return switch (definition.address()) {
                case SocketAddress.Tcp tcp -> new ListeningSocket(definition, listen(tcp), null);
                case SocketAddress.Unix unix -> listen(definition, unix);
                case SocketAddress.Abstract other -> throw new IllegalArgumentException(other.text());
                case SocketAddress.Inherited other -> throw new IllegalArgumentException(other.text());
                case SocketAddress.Srv other -> throw new IllegalArgumentException(other.text());
                case SocketAddress.Service other -> throw new IllegalArgumentException(other.text());
            };
        } catch (IOException | RuntimeException e) {
            throw new BindFailedException(
                    definition.property(), definition.address().text(), reason(e), e);
        }
    }

    private static ListeningSocket listen(StatsSocketDefinition definition, SocketAddress.Unix unix)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            SocketFile file = SocketFile.create(
                    unix.path(), definition.file(), path -> channel.bind(UnixDomainSocketAddress.of(path)));
            return new ListeningSocket(definition, channel, file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ServerSocketChannel listen(SocketAddress.Tcp address) throws IOException {
        // an empty host is all IPv4 addresses, as in HAProxy
        InetAddress host = InetAddress.getByName(address.host().isEmpty() ? "0.0.0.0" : address.host());
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(new InetSocketAddress(host, address.port()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The messages of these are the path alone. */
    private static String reason(Exception failure) {
        String message = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    StatsSocketDefinition definition() {
        return definition;
    }

    /** Where it really listens: with the port that the kernel chose for port 0. */
    SocketAddress address() {
        try {
            return definition.address() instanceof SocketAddress.Tcp tcp
                            && channel.getLocalAddress() instanceof InetSocketAddress bound
                    ? new SocketAddress.Tcp(tcp.host(), bound.getPort())
                    : definition.address();
        } catch (IOException closed) {
            return definition.address();
        }
    }

    /**
     * Waits for the next connection.
     *
     * @throws IOException if it failed to be accepted, or if the socket is closed
     */
    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException nothingToBeDone) {
            // it listens no more all the same
        }
        if (file != null) {
            file.delete();
        }
    }
}
