package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.StatsDefinition;
import io.epochgateway.definition.StatsSocketDefinition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A client of the Runtime API. Waits for ever: its tests have a timeout. */
public final class Cli implements AutoCloseable {

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(65536);

    private Cli(SocketChannel channel) {
        this.channel = channel;
    }

    static Cli to(Path path) throws IOException {
        return new Cli(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    static Cli to(SocketAddress address) throws IOException {
        return switch (address) {
            case SocketAddress.Unix unix -> to(Path.of(unix.path()));
            case SocketAddress.Tcp tcp -> new Cli(SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port())));
            default -> throw new IllegalArgumentException(address.text());
        };
    }

    /** Sends one text on a connection of its own and returns all that comes until the other side closes. */
    public static String ask(Path path, String text) throws IOException {
        try (Cli cli = to(path)) {
            return cli.send(text).readAll();
        }
    }

    Cli send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Cli send(byte[] bytes) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
            channel.write(all);
        }
        return this;
    }

    Cli sendNoMore() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    String readAll() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String more = read(); !more.isEmpty(); more = read()) {
            all.append(more);
        }
        return all.toString();
    }

    String readUntil(String end) throws IOException {
        StringBuilder all = new StringBuilder();
        while (!all.toString().endsWith(end)) {
            String more = read();
            if (more.isEmpty()) {
                throw new IOException("closed after: " + all);
            }
            all.append(more);
        }
        return all.toString();
    }

    private String read() throws IOException {
        int read = channel.read(buffer.clear());
        return read < 0 ? "" : new String(buffer.array(), 0, read, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static StatsDefinition unix(Path path, Level level) {
        return stats(socket(path, level, null), Duration.ofSeconds(10));
    }

    static StatsDefinition stats(StatsSocketDefinition socket, Duration timeout) {
        return new StatsDefinition(List.of(socket), timeout);
    }

    static StatsSocketDefinition socket(Path path, Level level, Integer mode) {
        return new StatsSocketDefinition(
                "test.socket", new SocketAddress.Unix(path.toString()), level, mode, null, null);
    }
}
