package io.epochgateway.benchmarks;

import io.epochgateway.benchmarks.AbortPlan.Abort;
import io.epochgateway.benchmarks.AbortPlan.Ending;
import io.epochgateway.benchmarks.AbortPlan.Moment;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One TCP connection of one client: a request at a time, until one side closes. Event loop only. */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final int EIGHT_KB = 8192;
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private enum State {
        /** The TCP handshake is under way. */
        CONNECTING,
        /** Ready for a request. */
        IDLE,
        /** A request was sent and no byte of its response has arrived. */
        WAITING,
        /** The response is arriving. */
        READING,
        /** Given up or closed: whatever still arrives means nothing. */
        CLOSED
    }

    private final Worker worker;
    private final Options options;
    private final Tally tally;
    private final ResponseReader reader;
    private State state = State.CONNECTING;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Abort abort;
    private int requests;
    private long received;
    private long due;
    private long deadline;

    Connection(Worker worker, Options options, Tally tally) {
        this.worker = worker;
        this.options = options;
        this.tally = tally;
        this.reader = new ResponseReader(options.method().equals("HEAD"));
        this.deadline = System.nanoTime() + options.timeout().toNanos();
    }

    /** Sends the next request; its latency counts from {@code due}, a time of {@link System#nanoTime()}. */
    void request(long due, ByteBuf head, @Nullable Abort abort) {
        this.due = due;
        this.abort = abort;
        state = State.WAITING;
        requests++;
        received = 0;
        deadline = System.nanoTime() + options.timeout().toNanos();
        reader.next();
        ChannelHandlerContext ctx = context();
        ctx.writeAndFlush(head, ctx.voidPromise());
        if (abort != null && abort.moment() == Moment.AT_ONCE) {
            abort(abort);
        } else if (abort != null && abort.moment() == Moment.SOON) {
            abortSoon(abort, requests);
        }
    }

    private void abortSoon(Abort abort, int request) {
        long delay = worker.random().nextLong(SOON_NANOS);
        context()
                .executor()
                .schedule(
                        () -> {
                            if (requests == request && isBusy()) {
                                abort(abort);
                            }
                        },
                        delay,
                        TimeUnit.NANOSECONDS);
    }

    private void abort(Abort abort) {
        tally.aborted.increment();
        if (abort.ending() == Ending.RST) {
            context().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        close();
    }

    /** Ends the connection without a complaint. */
    void close() {
        end(null);
    }

    /** The connection could not be established. */
    void notConnected() {
        end(Problem.CONNECT);
    }

    /** Ends the connection if it has been waiting for too long. */
    void checkDeadline(long now) {
        if (now - deadline > 0 && state == State.CONNECTING) {
            end(Problem.CONNECT);
        } else if (now - deadline > 0 && isBusy()) {
            end(Problem.TIMEOUT);
        }
    }

    /** Whether a request is under way. */
    boolean isBusy() {
        return state == State.WAITING || state == State.READING;
    }

    private void end(@Nullable Problem problem) {
        if (state == State.CLOSED) {
            return;
        }
        boolean established = state != State.CONNECTING;
        state = State.CLOSED;
        if (context != null) {
            context.close();
        }
        worker.ended(this, established, problem);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        state = State.IDLE;
        tally.connections.increment();
        tally.open.increment();
        worker.ready(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        try {
            if (state != State.CLOSED) {
                received(in);
            }
        } catch (BadResponseException e) {
            end(Problem.BAD_RESPONSE);
        } finally {
            in.release();
        }
    }

    private void received(ByteBuf in) throws BadResponseException {
        int size = in.readableBytes();
        tally.bytes.add(size);
        received += size;
        if (state == State.IDLE) {
            throw new BadResponseException("response without a request");
        }
        if (state == State.WAITING) {
            state = State.READING;
            tally.firstBytes.increment();
            tally.firstByteNanos.add(System.nanoTime() - due);
        }
        if (abort != null && abort.moment() == Moment.FIRST_BYTES) {
            abort(abort);
        } else if (reader.read(in)) {
            complete(in.isReadable());
        } else if (abort != null && abort.moment() == Moment.EIGHT_KB && received >= EIGHT_KB) {
            abort(abort);
        }
    }

    private void complete(boolean bytesLeft) throws BadResponseException {
        long expected = options.expectedSize();
        if (bytesLeft || (expected >= 0 && reader.status() == 200 && reader.bodySize() != expected)) {
            throw new BadResponseException("wrong length");
        }
        tally.response(reader.status(), System.nanoTime() - due);
        state = State.IDLE;
        if (!reader.keepAlive() || requests == options.perConnection()) {
            close();
        } else {
            worker.ready(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.READING && reader.endsWithConnection()) {
            try {
                complete(false);
            } catch (BadResponseException e) {
                end(Problem.BAD_RESPONSE);
            }
        } else {
            end(isBusy() ? Problem.EARLY_CLOSE : null);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // nothing to flush, and no handler behind this one
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(isBusy() ? Problem.RESET : null);
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not connected");
        }
        return context;
    }
}
