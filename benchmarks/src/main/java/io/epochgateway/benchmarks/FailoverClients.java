package io.epochgateway.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Clients that send GETs on connections that stay, each with pauses, and count what isn't answered by 200. */
final class FailoverClients {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int LONGEST_PAUSE_MILLIS = 400;
    private static final byte[] REQUEST = "GET /?s=200 HTTP/1.1\r\nHost: failover\r\n\r\n".getBytes(ISO_8859_1);

    private final InetSocketAddress proxy;
    private final FailoverWatch watch;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder right = new LongAdder();
    /** By the servers' states when the request was sent, then by cause. */
    private final Map<String, Map<String, LongAdder>> errors = new ConcurrentSkipListMap<>();

    private volatile boolean over;

    FailoverClients(int port, FailoverWatch watch) {
        this.proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.watch = watch;
    }

    void start(int clients) {
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.startVirtualThread(this::run));
        }
    }

    /** Ends each with the response to what it has sent. */
    void end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void run() {
        while (!over) {
            String states = watch.states();
            try (Socket socket = new Socket()) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.connect(proxy);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                boolean stays = true;
                while (stays && !over) {
                    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
                    states = watch.states();
                    stays = request(socket, in, states);
                }
            } catch (IOException e) {
                failed(states, cause(e));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Gives whether the connection stays. */
    private boolean request(Socket socket, InputStream in, String states) throws IOException {
        socket.getOutputStream().write(REQUEST);
        String head = SeedWire.head(in);
        if (head == null) {
            throw new EOFException("instead of a response");
        }
        int length = SeedWire.length(head);
        if (in.readNBytes(length).length < length) {
            throw new EOFException("in a body");
        }
        String status = head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        if (!status.equals("200")) {
            failed(states, status);
            return false;
        }
        right.increment();
        return !head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
    }

    private static String cause(IOException e) {
        return switch (e) {
            case ConnectException _ -> "connect";
            case EOFException _ -> "early close";
            case SocketTimeoutException _ -> "timeout";
            default -> "reset";
        };
    }

    private void failed(String states, String cause) {
        errors.computeIfAbsent(states, first -> new ConcurrentHashMap<>())
                .computeIfAbsent(cause, first -> new LongAdder())
                .increment();
    }

    /** A line for each state of the servers and each cause. */
    List<String> report() {
        List<String> lines = new ArrayList<>();
        errors.forEach((states, causes) -> causes.forEach(
                (cause, count) -> lines.add("%s: %d, sent with %s".formatted(cause, count.sum(), states))));
        return lines;
    }

    @Override
    public String toString() {
        long failed = errors.values().stream()
                .flatMap(causes -> causes.values().stream())
                .mapToLong(LongAdder::sum)
                .sum();
        return "%d requests answered, %d errors".formatted(right.sum(), failed);
    }
}
