package io.epochgateway.benchmarks;

import io.epochgateway.benchmarks.AbortPlan.Ending;
import io.epochgateway.benchmarks.AbortPlan.Moment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arguments into {@link Options}; refuses what it doesn't know and every address that isn't loopback. */
final class CommandLine {

    static final String HELP = """
            usage: LoadDriver [options] http://<loopback address>[:port]/path?arguments
              -c <n>           concurrent connections (1)
              -t <n>           threads (1)
              -d <seconds>     length of the run (no limit)
              -n <n>           requests of the whole run (no limit)
              -e               stop at the first error, exit code 1
              -r <n>           requests on a connection before the client reconnects (no limit)
              -R <n>           requests per second on a fixed schedule: latencies count from the time a request was due
              -a, --abort <p>  probability of a client to abort its request, 0 to 1
              --abort-with rst|fin|both                (both)
              --abort-at now|first|8k|soon|any         at once, after the first bytes, after 8 kB, within 3 ms (any)
              --method <m>     request method (GET); no request body is sent
              -H, --header <field>   one more field line, such as "Accept: text/plain"
              --timeout <ms>   longest wait for a connection or a whole response (10000)
              --expect <n>     body bytes that every 200 response must have
            """;

    private final Iterator<String> args;
    private @Nullable String url;
    private int connections = 1;
    private int threads = 1;
    private @Nullable Duration duration;
    private long requests;
    private boolean stopOnError;
    private int perConnection;
    private double rate;
    private double abort;
    private List<Ending> endings = List.of(Ending.values());
    private List<Moment> moments = List.of(Moment.values());
    private String method = "GET";
    private final List<String> fields = new ArrayList<>();
    private Duration timeout = Duration.ofSeconds(10);
    private long expectedSize = -1;

    private CommandLine(String... args) {
        this.args = Arrays.asList(args).iterator();
    }

    /** @throws UsageException if an argument is unknown, out of range, or names a remote address */
    static Options parse(String... args) {
        CommandLine line = new CommandLine(args);
        while (line.args.hasNext()) {
            line.option(line.args.next());
        }
        return line.options();
    }

    private void option(String name) {
        switch (name) {
            case "-c" -> connections = (int) number(name, 1, 100_000);
            case "-t" -> threads = (int) number(name, 1, 1024);
            case "-d" -> duration = Duration.ofMillis((long) (number(name, 0.001, 1e6) * 1000));
            case "-n" -> requests = (long) number(name, 1, 1e15);
            case "-e" -> stopOnError = true;
            case "-r" -> perConnection = (int) number(name, 1, 1e9);
            case "-R" -> rate = number(name, 0.001, 1e7);
            case "-a", "--abort" -> abort = number(name, 0, 1);
            case "--abort-with" -> endings = endings(value(name));
            case "--abort-at" -> moments = moments(value(name));
            case "--method" -> method = value(name);
            case "-H", "--header" -> fields.add(value(name));
            case "--timeout" -> timeout = Duration.ofMillis((long) number(name, 1, 1e9));
            case "--expect" -> expectedSize = (long) number(name, 0, 1e15);
            default -> {
                if (name.startsWith("-")) {
                    throw new UsageException("unknown option " + name);
                }
                if (url != null) {
                    throw new UsageException("more than one URL: " + url + " and " + name);
                }
                url = name;
            }
        }
    }

    private static List<Ending> endings(String value) {
        return switch (value) {
            case "rst" -> List.of(Ending.RST);
            case "fin" -> List.of(Ending.FIN);
            case "both" -> List.of(Ending.values());
            default -> throw new UsageException("--abort-with " + value + ": expected rst, fin or both");
        };
    }

    private static List<Moment> moments(String value) {
        return switch (value) {
            case "now" -> List.of(Moment.AT_ONCE);
            case "first" -> List.of(Moment.FIRST_BYTES);
            case "8k" -> List.of(Moment.EIGHT_KB);
            case "soon" -> List.of(Moment.SOON);
            case "any" -> List.of(Moment.values());
            default -> throw new UsageException("--abort-at " + value + ": expected now, first, 8k, soon or any");
        };
    }

    private String value(String option) {
        if (!args.hasNext()) {
            throw new UsageException(option + " needs a value");
        }
        return args.next();
    }

    private double number(String option, double least, double most) {
        String value = value(option);
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(option + " " + value + ": not a number");
        }
        throw new UsageException("%s %s: expected %.15g to %.15g".formatted(option, value, least, most));
    }

    private Options options() {
        if (url == null) {
            throw new UsageException("no URL");
        }
        if (!url.startsWith("http://")) {
            throw new UsageException(url + ": expected http://");
        }
        String rest = url.substring("http://".length());
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(0, end);
        String path = rest.substring(end);
        return new Options(
                address(authority),
                authority,
                path.startsWith("/") ? path : "/" + path,
                connections,
                Math.min(threads, connections),
                duration,
                requests,
                stopOnError,
                perConnection,
                rate,
                abort == 0 ? AbortPlan.NEVER : new AbortPlan(abort, moments, endings),
                method,
                List.copyOf(fields),
                timeout,
                expectedSize);
    }

    private static InetSocketAddress address(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        try {
            int port = hasPort ? Integer.parseInt(authority.substring(colon + 1)) : 80;
            InetAddress address = InetAddress.getByName(host);
            if (host.isEmpty() || !address.isLoopbackAddress()) {
                throw new UsageException(authority + ": only loopback addresses are loaded");
            }
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new UsageException(authority + ": not an address");
        }
    }
}
