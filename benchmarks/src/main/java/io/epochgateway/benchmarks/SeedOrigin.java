package io.epochgateway.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Answers each request of a seed run with the bytes that belong to it, and closes at random after an answer. */
final class SeedOrigin implements AutoCloseable {

    private final ServerSocket listener;
    private final SeedTally tally;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param port 0 for any */
    SeedOrigin(int port, SeedTally tally) throws IOException {
        this.listener = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
        this.tally = tally;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the run is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean stays = true;
            while (stays) {
                String head = SeedWire.head(in);
                if (head == null) {
                    return;
                }
                String[] request = head.substring(0, head.indexOf('\r')).split("[ /]", -1);
                int client = Integer.parseInt(request[2]);
                long number = Long.parseLong(request[3]);
                tally.arrived(client, number);
                byte[] body = SeedBody.of(client, number);
                byte[] uploaded = in.readNBytes(SeedWire.length(head));
                if (request[0].equals("POST") && !Arrays.equals(uploaded, body)) {
                    tally.foreign.increment();
                }
                stays = ThreadLocalRandom.current().nextBoolean();
                socket.getOutputStream().write(response(body, stays));
            }
        } catch (IOException gone) {
            // the gateway needs the connection no longer
        } finally {
            open.remove(socket);
        }
    }

    private static byte[] response(byte[] body, boolean stays) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + (stays ? "" : "\r\nConnection: close")
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
