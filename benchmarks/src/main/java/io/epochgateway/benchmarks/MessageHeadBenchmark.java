package io.epochgateway.benchmarks;

import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.MessageHead.Kind;
import io.epochgateway.http.MessageHead.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to read a request's head, and what to write it with a field more? Allocation by {@code -prof gc}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MessageHeadBenchmark {

    private static final AsciiString FORWARDED = AsciiString.cached("x-forwarded-for: 192.0.2.1\r\n");

    /** Fields of the request: 5 as a load driver sends them, 20 as a browser does. */
    @Param({"5", "20"})
    public int fields;

    private final MessageHead head = new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);
    private final ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer(4096);
    private final ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(4096);

    @Setup
    public void fill() {
        in.writeCharSequence(fields == 5 ? small() : browsers(), StandardCharsets.US_ASCII);
    }

    @TearDown
    public void release() {
        in.release();
        out.release();
    }

    private static String small() {
        return """
                GET /?s=200 HTTP/1.1
                Host: 127.0.0.1:8002
                User-Agent: wrk/4.1.0
                Accept: */*
                X-Request-Id: 5d7f0c4e
                Connection: keep-alive

                """.replace("\n", "\r\n");
    }

    private static String browsers() {
        StringBuilder text =
                new StringBuilder("GET /shop/article/12345?ref=list HTTP/1.1\r\nHost: www.example.org\r\n");
        text.append(
                "Connection: keep-alive\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101\r\n");
        text.append("Cookie: session=").append("0123456789abcdef".repeat(16)).append("\r\n");
        for (int field = 4; field < 20; field++) {
            text.append("Sec-Something-").append(field).append(": text/html,application/xml;q=0.9,*/*;q=0.8\r\n");
        }
        return text.append("\r\n").toString();
    }

    @Benchmark
    public int read() {
        head.reset();
        in.readerIndex(0);
        if (head.read(in) != Progress.COMPLETE) {
            throw new IllegalStateException(String.valueOf(head.refusal()));
        }
        return head.fields();
    }

    @Benchmark
    public int readAndWriteWithAFieldMore() {
        read();
        head.removeHopByHop(false);
        head.append(FORWARDED);
        out.clear();
        head.writeTo(out);
        return out.writerIndex();
    }
}
