package io.epochgateway.benchmarks;

import io.netty.buffer.Unpooled;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps connections open that have carried one request each, and does nothing with them. Arguments: how many, and the
 * URL as {@link LoadDriver} takes it. Prints {@code ready} once all stand; ends when its standard input does.
 */
public final class IdleClients {

    private static final int MOST_AT_ONCE = 64 * 1024;

    private IdleClients() {}

    public static void main(String[] args) throws IOException {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        int count = Integer.parseInt(args[0]);
        Options options = CommandLine.parse(args[1]);
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                clients.add(connect(options));
            }
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // whoever started this says when
            }
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    /** A connection whose request has been answered. */
    private static SocketChannel connect(Options options) throws IOException {
        SocketChannel client = SocketChannel.open(options.address());
        ResponseReader reader = new ResponseReader(false);
        reader.next();
        client.write(ByteBuffer.wrap(options.head().getBytes(StandardCharsets.ISO_8859_1)));
        ByteBuffer bytes = ByteBuffer.allocate(MOST_AT_ONCE);
        boolean answered = false;
        while (!answered) {
            if (client.read(bytes.clear()) < 0) {
                throw new IOException("closed before it was answered");
            }
            answered = read(reader, bytes.flip());
        }
        return client;
    }

    private static boolean read(ResponseReader reader, ByteBuffer bytes) throws IOException {
        try {
            return reader.read(Unpooled.wrappedBuffer(bytes));
        } catch (BadResponseException e) {
            throw new IOException(e);
        }
    }
}
