package io.epochgateway.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Runs the seed scenario against a gateway of another process, and watches that process. Exit code 0: nothing lost,
 * doubled or foreign, and nothing grew; 1 otherwise.
 *
 * <p>Arguments: seconds, clients, the gateway's port, the origin's port, the gateway's process id.
 */
public final class Seed {

    private static final int WARM_UP_SECONDS = 60;
    /** A heap that is swept now and then, connections that come and go: what is within is no growth. */
    private static final double NOISE = 0.05;

    private Seed() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(args[0]);
        int clients = Integer.parseInt(args[1]);
        long pid = Long.parseLong(args[4]);
        SeedTally tally = new SeedTally(clients);
        List<ProcessFigures> figures = new ArrayList<>();
        try (SeedOrigin _ = new SeedOrigin(Integer.parseInt(args[3]), tally)) {
            SeedClients load = new SeedClients(Integer.parseInt(args[2]), tally);
            Thread[] threads = load.start(clients);
            for (int second = 1; second <= seconds; second++) {
                TimeUnit.SECONDS.sleep(1);
                figures.add(ProcessFigures.of(pid));
                if (second % 30 == 0 || second == seconds) {
                    System.out.printf("%4d s  %s  %s%n", second, tally, figures.getLast());
                }
            }
            load.end();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.out.printf("requests     %s, %d per second%n", tally, tally.right.sum() / seconds);
        List<ProcessFigures> settled = figures.subList(Math.min(WARM_UP_SECONDS, seconds / 2), seconds);
        boolean memoryStays = stays("memory kB", settled, ProcessFigures::residentKb);
        boolean fdsStay = stays("fds", settled, ProcessFigures::fds);
        System.exit(tally.unharmed() && memoryStays && fdsStay ? 0 : 1);
    }

    /** Whether the last third of the figures is, on average, no more than the first third. */
    private static boolean stays(String what, List<ProcessFigures> figures, ToLongFunction<ProcessFigures> figure) {
        int third = Math.max(1, figures.size() / 3);
        double first = mean(figures.subList(0, third), figure);
        double last = mean(figures.subList(figures.size() - third, figures.size()), figure);
        long most = figures.stream().mapToLong(figure).max().orElse(0);
        boolean stays = last <= first * (1 + NOISE);
        System.out.printf(
                "%-12s %.0f after the warm-up, %.0f at the end, %d at most: %s%n",
                what, first, last, most, stays ? "no growth" : "GROWS");
        return stays;
    }

    private static double mean(List<ProcessFigures> figures, ToLongFunction<ProcessFigures> figure) {
        return figures.stream().mapToLong(figure).average().orElse(0);
    }
}
