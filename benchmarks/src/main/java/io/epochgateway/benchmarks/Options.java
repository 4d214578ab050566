package io.epochgateway.benchmarks;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run does.
 *
 * @param address where to connect: always a loopback address
 * @param authority the Host field's value
 * @param path the request target, as written in the URL
 * @param connections concurrent clients, at least 1
 * @param threads event loops, at least 1 and at most {@code connections}
 * @param duration the run's length, null for no limit
 * @param requests requests of the whole run, 0 for no limit
 * @param stopOnError ends the run at the first error
 * @param perConnection requests on one connection before the client reconnects, 0 for no limit
 * @param rate requests per second of the whole run on a fixed schedule, 0 for as fast as responses come
 * @param aborts when and how clients give up
 * @param method the request method
 * @param fields additional field lines
 * @param timeout the longest wait for a connection or a whole response
 * @param expectedSize body bytes that every 200 response must have, -1 for any
 */
record Options(
        InetSocketAddress address,
        String authority,
        String path,
        int connections,
        int threads,
        @Nullable Duration duration,
        long requests,
        boolean stopOnError,
        int perConnection,
        double rate,
        AbortPlan aborts,
        String method,
        List<String> fields,
        Duration timeout,
        long expectedSize) {

    /** The bytes that every request consists of. */
    String head() {
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(authority).append("\r\n");
        fields.forEach(field -> head.append(field).append("\r\n"));
        return head.append("\r\n").toString();
    }
}
