package io.epochgateway.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Answers each request with the same bytes, well formed or not; one virtual thread per connection. */
final class TestOrigin implements AutoCloseable {

    private final ServerSocket listener;
    private final byte[] response;
    private final boolean closing;
    private final int delayMillis;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();

    private TestOrigin(String response, boolean closing, int delayMillis) {
        this.response = response.getBytes(ISO_8859_1);
        this.closing = closing;
        this.delayMillis = delayMillis;
        try {
            listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    static TestOrigin answering(String response) {
        return new TestOrigin(response, false, 0);
    }

    static TestOrigin answeringAndClosing(String response) {
        return new TestOrigin(response, true, 0);
    }

    static TestOrigin answeringLate(String response, int millis) {
        return new TestOrigin(response, false, millis);
    }

    static TestOrigin thatNeverAnswers() {
        return new TestOrigin("", false, 0);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    long requests() {
        return requests.get();
    }

    long connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            while (readHead(in)) {
                requests.incrementAndGet();
                Thread.sleep(delayMillis);
                socket.getOutputStream().write(response);
                if (closing) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // a client that aborts is part of the tests
        }
    }

    private static boolean readHead(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        return line != null;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
