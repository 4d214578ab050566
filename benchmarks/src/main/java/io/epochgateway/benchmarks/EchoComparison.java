package io.epochgateway.benchmarks;

import io.epochgateway.epoll.GenerationEpollFactory;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Echo over our epoll handler and over Netty's, in turns in one process: CPU time and system calls of the loop's thread
 * for each round trip. Both take batches of the same size, or the larger one would save waits. Arguments: rounds,
 * milliseconds of a slice, connections, bytes of a message, reports in a batch.
 */
public final class EchoComparison {

    private static final Pattern TOTAL = Pattern.compile("(?m)^\\s*100\\.00\\s+\\S+\\s+(?:\\d+\\s+)?(\\d+)\\s.*total$");

    /** A traced slice is longer: its start and its end take more waits for a trip than the rest. */
    private static final int TRACED_SLICES = 10;

    private EchoComparison() {}

    public static void main(String[] args) throws Exception {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        int rounds = Integer.parseInt(args[0]);
        long millis = Long.parseLong(args[1]);
        int connections = Integer.parseInt(args[2]);
        int bytes = Integer.parseInt(args[3]);
        int batch = Integer.parseInt(args[4]);

        EchoServer ours = new EchoServer("echo-ours", new GenerationEpollFactory(batch));
        EchoServer nettys =
                new EchoServer("echo-netty", EpollIoHandler.newFactory(batch, DefaultSelectStrategyFactory.INSTANCE));
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("echo-client", true), EpollIoHandler.newFactory());
        Side first = new Side(ours, new EchoClients(loop, ours.address(), connections, bytes));
        Side second = new Side(nettys, new EchoClients(loop, nettys.address(), connections, bytes));

        for (int round = 0; round < 8; round++) {
            second.cpuPerTrip(millis);
            first.cpuPerTrip(millis);
        }
        System.out.printf(
                "%d connections, %d bytes; us of CPU per round trip of the server's loop%n", connections, bytes);
        System.out.printf("%5s %8s %8s %8s%n", "round", "ours", "Netty's", "ratio");
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            double one = (oursFirst ? first : second).cpuPerTrip(millis);
            double other = (oursFirst ? second : first).cpuPerTrip(millis);
            double our = oursFirst ? one : other;
            double netty = oursFirst ? other : one;
            ratios.add(our / netty);
            System.out.printf("%5d %8.3f %8.3f %8.3f%n", round + 1, our, netty, our / netty);
        }
        Collections.sort(ratios);
        System.out.printf("CPU ratio, ours to Netty's: %.3f (median of %d)%n", ratios.get(rounds / 2), rounds);
        syscalls(first, second, millis);
        System.exit(0);
    }

    private static void syscalls(Side ours, Side nettys, long millis) throws IOException, InterruptedException {
        double our = ours.syscallsPerTrip(TRACED_SLICES * millis);
        double netty = nettys.syscallsPerTrip(TRACED_SLICES * millis);
        if (our > 0 && netty > 0) {
            System.out.printf("syscalls per round trip: ours %.4f, Netty's %.4f%n", our, netty);
            System.out.printf("syscall ratio, ours to Netty's: %.3f%n", our / netty);
        } else {
            System.out.println("syscalls per round trip: skipped, strace can't watch the threads here");
        }
    }

    private record Side(EchoServer server, EchoClients clients) {

        double cpuPerTrip(long millis) throws InterruptedException {
            long before = server.cpuNanos();
            long trips = clients.run(millis);
            return (server.cpuNanos() - before) / 1e3 / trips;
        }

        /** 0 if it can't be told. */
        double syscallsPerTrip(long millis) throws IOException, InterruptedException {
            Path summary = Files.createTempFile("echo", ".strace");
            Path errors = Files.createTempFile("echo", ".err");
            try {
                Process strace = new ProcessBuilder(
                                "strace", "-c", "-o", summary.toString(), "-p", Long.toString(server.tid()))
                        .redirectErrorStream(true)
                        .redirectOutput(errors.toFile())
                        .start();
                for (int tries = 0; tries < 100 && !Files.readString(errors).contains("attached"); tries++) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                long trips = clients.run(millis);
                new ProcessBuilder("kill", "-INT", Long.toString(strace.pid()))
                        .start()
                        .waitFor();
                strace.waitFor(10, TimeUnit.SECONDS);
                String table = Files.readString(summary);
                System.out.printf("%n%s, %d round trips%n%s", server.name(), trips, table);
                Matcher total = TOTAL.matcher(table);
                return total.find() ? Double.parseDouble(total.group(1)) / trips : 0;
            } catch (IOException e) {
                System.out.println(e.getMessage());
                return 0;
            } finally {
                Files.delete(summary);
                Files.delete(errors);
            }
        }
    }
}
