package io.epochgateway.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** The clients of a seed run: each sends one request after the other and looks at every byte of the response. */
final class SeedClients {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int UPLOADS = 4;
    private static final int RECONNECTS = 50;

    private final InetSocketAddress gateway;
    private final SeedTally tally;
    private volatile boolean over;

    SeedClients(int port, SeedTally tally) {
        this.gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.tally = tally;
    }

    /** Starts them; they go on until told otherwise. */
    Thread[] start(int clients) {
        Thread[] threads = new Thread[clients];
        Arrays.setAll(threads, client -> Thread.startVirtualThread(() -> run(client)));
        return threads;
    }

    /** Each ends with the response to the request that it has sent. */
    void end() {
        over = true;
    }

    private void run(int client) {
        long number = 0;
        while (!over) {
            number = session(client, number);
        }
    }

    /** One connection; gives the number of its last request. */
    private long session(int client, long before) {
        long number = before;
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(gateway);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            do {
                number++;
                byte[] body = SeedBody.of(client, number);
                boolean upload = ThreadLocalRandom.current().nextInt(UPLOADS) == 0;
                socket.getOutputStream().write(SeedWire.request(client, number, upload ? body : new byte[0]));
                String head = SeedWire.head(in);
                if (head == null || !head.startsWith("HTTP/1.1 200 ")) {
                    tally.lost.increment();
                    return number;
                }
                if (!Arrays.equals(in.readNBytes(SeedWire.length(head)), body)) {
                    tally.foreign.increment();
                    return number;
                }
                tally.right.increment();
            } while (!over && ThreadLocalRandom.current().nextInt(RECONNECTS) > 0);
        } catch (IOException broken) {
            tally.lost.increment();
        }
        return number;
    }
}
