package io.epochgateway.accesslog;

import io.epochgateway.stats.Counter;
import io.epochgateway.stats.LoopTraffic;
import io.epochgateway.stats.Traffic;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does an event loop pay for a line of {@code httplog}, and for the counters of a request? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogLineBenchmark {

    private static final int CAPACITY = 1 << 19;
    private static final LineRing.Drain NOBODY = (octets, from, length, tag, error) -> {};

    private final Request request = new Request();
    private final HttpLine format = new HttpLine(false);
    private final Dates dates = new Dates(ZoneId.systemDefault());
    private final LineWriter line = new LineWriter();
    private final LineRing ring = new LineRing(CAPACITY);

    private final Traffic frontend = new Traffic("www", 2);
    private final Traffic backend = new Traffic("web", 2);
    private final Traffic server = new Traffic("s1", 2);

    /** Made and put into the ring; a full one is emptied, some thousand lines later. */
    @Benchmark
    public void line() {
        if (!ring.claim(line)) {
            ring.drainTo(NOBODY);
            ring.claim(line);
        }
        request.endedAt = System.currentTimeMillis();
        format.write(line, dates, request);
        ring.publish(line, false);
    }

    /** Those of a request on a reused connection. */
    @Benchmark
    public long counters() {
        long now = System.nanoTime();
        LoopTraffic front = frontend.on(0);
        front.requestBegins(now);
        front.add(Counter.BIN, 100);
        front.add(Counter.BOUT, 300);
        front.responded(200);
        backend.sessions().enter();
        behind(backend.on(0), now);
        behind(server.on(0), now);
        backend.sessions().leave();
        return now;
    }

    private static void behind(LoopTraffic traffic, long now) {
        traffic.sessionBegins(now);
        traffic.count(Counter.REQ_TOT);
        traffic.count(Counter.LBTOT);
        traffic.count(Counter.REUSE);
        traffic.add(Counter.BIN, 100);
        traffic.add(Counter.BOUT, 300);
        traffic.responded(200);
        traffic.waited(0, 0, 1, 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** One that went well. */
    private static final class Request implements LoggedStream {

        private final byte[] client = bytes("192.0.2.17:60858");
        private final byte[] frontend = bytes("www");
        private final byte[] backend = bytes("web");
        private final byte[] server = bytes("s1");
        private final byte[] requestLine = bytes("GET /catalogue/items/4711?lang=en HTTP/1.1");
        private long endedAt;

        @Override
        public byte[] client() {
            return client;
        }

        @Override
        public byte[] local() {
            return client;
        }

        @Override
        public long acceptedAt() {
            return endedAt;
        }

        @Override
        public long requestedAt() {
            return endedAt;
        }

        @Override
        public byte[] frontend() {
            return frontend;
        }

        @Override
        public byte[] backend() {
            return backend;
        }

        @Override
        public byte[] server() {
            return server;
        }

        @Override
        public int requestWait() {
            return 0;
        }

        @Override
        public int queueWait() {
            return 0;
        }

        @Override
        public int connectWait() {
            return 0;
        }

        @Override
        public int responseWait() {
            return 12;
        }

        @Override
        public int activeTime() {
            return 13;
        }

        @Override
        public int totalTime() {
            return 13;
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public long bytesToClient() {
            return 4711;
        }

        @Override
        public long bytesFromClient() {
            return 120;
        }

        @Override
        public char cause() {
            return '-';
        }

        @Override
        public char phase() {
            return '-';
        }

        @Override
        public int actconn() {
            return 256;
        }

        @Override
        public int feconn() {
            return 256;
        }

        @Override
        public int beconn() {
            return 31;
        }

        @Override
        public int srvconn() {
            return 4;
        }

        @Override
        public int retries() {
            return 0;
        }

        @Override
        public boolean redispatched() {
            return false;
        }

        @Override
        public int serverQueue() {
            return 0;
        }

        @Override
        public int backendQueue() {
            return 0;
        }

        @Override
        public byte[] requestLine() {
            return requestLine;
        }

        @Override
        public int requestLineLength() {
            return requestLine.length;
        }
    }
}
