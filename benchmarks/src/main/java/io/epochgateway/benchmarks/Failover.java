package io.epochgateway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients of several proxies while servers end and come back, and what the proxies say of these servers. Arguments: clients
 * of each proxy, then for each {@code <name>=<port>,<its name within>,<socket of its Runtime API>}.
 *
 * <p>It prints {@code ready} once the clients are at work. Each line of standard input tells what has happened to a server
 * just now: {@code killed s1}, {@code stopped s2}, {@code continued s2}, {@code started s1}. The end of the input ends
 * the clients, and then what they met is printed.
 */
public final class Failover {

    private Failover() {}

    private record Proxy(String name, FailoverWatch watch, FailoverClients clients) {

        static Proxy of(String argument, int count) throws InterruptedException {
            String[] nameAndRest = argument.split("=", 2);
            String[] rest = nameAndRest[1].split(",", 3);
            FailoverWatch watch = new FailoverWatch(Path.of(rest[2]), rest[1]);
            FailoverClients clients = new FailoverClients(Integer.parseInt(rest[0]), watch);
            clients.start(count);
            return new Proxy(nameAndRest[0], watch, clients);
        }

        void print() {
            System.out.printf("%s: %s%n", name, clients);
            watch.report().forEach(line -> System.out.println("  " + line));
            clients.report().forEach(line -> System.out.println("  " + line));
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<Proxy> proxies = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            proxies.add(Proxy.of(args[i], Integer.parseInt(args[0])));
        }
        System.out.println("ready");
        BufferedReader events = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            String[] words = line.split(" ", 2);
            proxies.forEach(proxy -> proxy.watch.happened(words[1], words[0]));
        }
        for (Proxy proxy : proxies) {
            proxy.clients.end();
        }
        proxies.forEach(Proxy::print);
        System.exit(0);
    }
}
