package io.epochgateway.benchmarks;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Response times of several servers at a fixed rate, in turns, measured by one process, so that none of them meets a
 * colder client than the others. A time counts from when the request was due ({@link LoadDriver} {@code -R}).
 *
 * <p>Arguments: the number of rounds; {@code <name>,<requests per second>,<url>} for each server; {@code --}; options
 * of {@link LoadDriver}, {@code -d} for the length of a turn among them. Prints a line for each turn: round, name, rate
 * asked for, responses, errors, and the 50th, 99th and 99.9th percentile in microseconds. The first round is not printed.
 */
public final class LatencyRounds {

    private final List<String[]> servers = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final int rounds;

    LatencyRounds(String... args) {
        rounds = Integer.parseInt(args[0]);
        int next = 1;
        while (!args[next].equals("--")) {
            servers.add(args[next++].split(",", 3));
        }
        options.addAll(List.of(args).subList(next + 1, args.length));
    }

    public static void main(String[] args) throws InterruptedException {
        // no logging library beside SLF4J's interface is on this class path
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        new LatencyRounds(args).run(System.out::print);
    }

    void run(Consumer<String> out) throws InterruptedException {
        List<String[]> order = new ArrayList<>(servers);
        for (int round = 0; round <= rounds; round++) {
            for (String[] server : order) {
                String line = turn(round, server);
                if (round > 0) {
                    out.accept(line);
                }
            }
            order = order.reversed();
        }
    }

    private String turn(int round, String... server) throws InterruptedException {
        List<String> args = new ArrayList<>(options);
        args.addAll(List.of("-R", server[1], server[2]));
        Tally tally = new Tally();
        new Load(CommandLine.parse(args.toArray(String[]::new)), tally).run(() -> {});
        Histogram micros = tally.latency();
        return String.format(
                Locale.ROOT,
                "%d %s %s %d %d %d %d %d%n",
                round,
                server[0],
                server[1],
                tally.responses.sum(),
                tally.errors(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9));
    }
}
