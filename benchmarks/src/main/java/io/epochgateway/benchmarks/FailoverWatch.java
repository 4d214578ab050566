package io.epochgateway.benchmarks;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks a proxy 20 times a second for the states of its servers, and remembers when they change. Any thread. */
final class FailoverWatch {

    private static final long INTERVAL_MILLIS = 50;

    private final Path socket;
    private final String proxy;
    private final Map<String, Fate> fates = new TreeMap<>();
    private final List<String> changes = new ArrayList<>();
    /** What clients are told: replaced whole. */
    private volatile String all = "";

    /** What happened to a server last, when, and what the proxy takes it for. */
    private record Fate(String event, long since, boolean up) {}

    /**
     * @param socket of the Runtime API
     * @param proxy its name in {@code show stat}
     */
    FailoverWatch(Path socket, String proxy) {
        this.socket = socket;
        this.proxy = proxy;
        Thread.ofPlatform().daemon().start(this::run);
    }

    /** Something has happened to a server just now. */
    synchronized void happened(String server, String event) {
        Fate fate = fates.get(server);
        fates.put(server, new Fate(event, System.nanoTime(), fate != null && fate.up));
        describe();
    }

    /** Each server, what happened to it and what the proxy takes it for; empty before the first answer. */
    String states() {
        return all;
    }

    /** A line for each change of a state, in their order. */
    synchronized List<String> report() {
        return List.copyOf(changes);
    }

    private void run() {
        try {
            while (true) {
                stat().lines().forEach(this::look);
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(socket + ": " + e.getMessage(), e);
        }
    }

    private String stat() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A line begins with the proxy's and the server's name; the 18th field is the state, the 33rd 2 for a server. */
    private synchronized void look(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length < 33 || !fields[0].equals(proxy) || !fields[32].equals("2")) {
            return;
        }
        String server = fields[1];
        boolean up = fields[17].startsWith("UP");
        Fate before = fates.get(server);
        if (before == null) {
            fates.put(server, new Fate("", System.nanoTime(), up));
        } else if (before.up != up) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before.since);
            changes.add("%s is %s %d ms after it was %s"
                    .formatted(
                            server, up ? "UP" : "DOWN", millis, before.event.isEmpty() ? "seen first" : before.event));
            fates.put(server, new Fate(before.event, before.since, up));
        } else {
            return;
        }
        describe();
    }

    private void describe() {
        List<String> words = new ArrayList<>();
        fates.forEach(
                (server, fate) -> words.add((server + " " + fate.event).strip() + (fate.up ? " and UP" : " and DOWN")));
        all = String.join(", ", words);
    }
}
