package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client's connection to the origin: one request after the other, whatever has been pipelined. Event loop only. */
final class OriginConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOGGER = System.getLogger(OriginConnection.class.getName());

    /** Reading stops while more than this waits for its turn. */
    private static final int MOST_UNREAD = 64 * 1024;

    /** Up to this size a body is copied behind its head: cheaper than a second buffer in the write. */
    private static final int COPIED_BODY = 1024;

    /** So many pieces are written before other connections have their turn. */
    private static final int PIECES_PER_TURN = 64;

    /** How long the rest of a refused request is read and dropped, so that its sender gets to see the answer. */
    private static final int LINGER_MILLIS = 1000;

    private static final String BAD_REQUEST =
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ";

    private State state = State.HEAD;

    private @Nullable ByteBuf unread;

    /** Bytes of an incomplete head that hold no end of it. */
    private int searched;

    private @Nullable OriginRequest request;

    private @Nullable OriginResponse response;

    private @Nullable ResponseBody sending;

    private @Nullable Future<?> timer;

    private boolean advancing;

    /** The client has sent all that it ever will; it may still be reading. */
    private boolean inputEnded;

    private long headAt;

    private long bodyAt;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        ByteBuf before = unread;
        if (before == null) {
            unread = in;
        } else {
            unread = before.writableBytes() >= in.readableBytes() ? before : grown(ctx, before, in.readableBytes());
            unread.writeBytes(in);
            in.release();
        }
        advance(ctx);
    }

    private static ByteBuf grown(ChannelHandlerContext ctx, ByteBuf before, int more) {
        ByteBuf larger = ctx.alloc().directBuffer(Math.max(256, 2 * (before.readableBytes() + more)));
        larger.writeBytes(before);
        before.release();
        return larger;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        resume(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            resume(ctx);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.CLOSED;
        cancelTimer();
        dropUnread();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOGGER.log(Level.WARNING, "a connection is closed after an error of the origin", cause);
        }
        ctx.close();
    }

    private void resume(ChannelHandlerContext ctx) {
        advance(ctx);
        ctx.flush();
    }

    /** Goes on until something is missing: input, time, or room for output. */
    private void advance(ChannelHandlerContext ctx) {
        if (advancing) {
            // a flush on the way made the channel writable again; the loop that flushed sees it
            return;
        }
        advancing = true;
        try {
            while (step(ctx)) {}
        } catch (BadRequestException e) {
            refuse(ctx, e);
        } finally {
            advancing = false;
        }
        settleUnread(ctx);
    }

    private boolean step(ChannelHandlerContext ctx) throws BadRequestException {
        return switch (state) {
            case HEAD -> readHead(ctx);
            case BODY -> readBody(ctx);
            case RESPONSE -> send(ctx);
            case REST -> readRest(ctx);
            case DELAY -> false;
            case CLOSED -> {
                dropUnread();
                yield starved(ctx);
            }
        };
    }

    /** Nothing goes on without input; where none will come, the connection ends with what has been written. */
    private boolean starved(ChannelHandlerContext ctx) {
        if (inputEnded) {
            close(ctx, true);
        }
        return false;
    }

    private boolean readHead(ChannelHandlerContext ctx) throws BadRequestException {
        ByteBuf in = unread;
        if (in == null) {
            return starved(ctx);
        }
        if (!ctx.channel().isWritable()) {
            return false;
        }
        skipEmptyLines(in);
        int end = HeadParser.end(in, in.readerIndex() + searched);
        if ((end < 0 ? in.readableBytes() : end - in.readerIndex()) > HeadParser.MOST_BYTES) {
            throw new BadRequestException("the head is longer than " + HeadParser.MOST_BYTES + " bytes");
        }
        if (end < 0) {
            searched = in.readableBytes();
            return starved(ctx);
        }
        searched = 0;
        OriginRequest parsed = HeadParser.parse(in, end);
        in.readerIndex(end);
        request = parsed;
        if (parsed.arguments().verbose()) {
            headAt = System.nanoTime();
        }
        if (parsed.expectsContinue() && parsed.arguments().awaited() > 0) {
            ctx.write(ByteBufUtil.writeAscii(ctx.alloc(), "HTTP/1.1 100 Continue\r\n\r\n"));
        }
        state = State.BODY;
        return true;
    }

    /** RFC 9112 section 2.2: empty lines before a request are ignored. */
    private void skipEmptyLines(ByteBuf in) {
        while (in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == 0x0d0a) {
            in.skipBytes(2);
            searched = 0;
        }
    }

    private boolean readBody(ChannelHandlerContext ctx) throws BadRequestException {
        OriginRequest current = current();
        RequestBody body = current.body();
        OriginArguments arguments = current.arguments();
        if (unread != null) {
            body.read(unread, arguments.awaited() - body.received());
        }
        if (!body.complete() && body.received() < arguments.awaited()) {
            return starved(ctx);
        }
        if (arguments.verbose()) {
            bodyAt = System.nanoTime();
        }
        if (arguments.delay() == 0) {
            respond(ctx);
            return true;
        }
        state = State.DELAY;
        timer = ctx.executor().schedule(() -> afterDelay(ctx), arguments.delay(), TimeUnit.MILLISECONDS);
        return false;
    }

    private void afterDelay(ChannelHandlerContext ctx) {
        timer = null;
        respond(ctx);
        resume(ctx);
    }

    private void respond(ChannelHandlerContext ctx) {
        OriginRequest current = current();
        boolean unasked = current.expectsContinue() && current.arguments().awaited() == 0;
        OriginResponse answer = new OriginResponse(current, unasked);
        ByteBuf head = ctx.alloc().directBuffer(256 + COPIED_BODY);
        if (current.arguments().verbose()) {
            answer.writeHead(head, millis(bodyAt - headAt), millis(System.nanoTime() - bodyAt));
        } else {
            answer.writeHead(head, 0, 0);
        }
        ResponseBody body = answer.body();
        if (body instanceof PlainResponseBody plain && !answer.inPieces() && plain.remaining() <= COPIED_BODY) {
            plain.copyTo(head);
        }
        ctx.write(head);
        response = answer;
        sending = body;
        state = State.RESPONSE;
    }

    private boolean send(ChannelHandlerContext ctx) {
        ResponseBody body = sending;
        OriginResponse answer = response;
        if (body == null || answer == null) {
            throw new IllegalStateException("nothing to send");
        }
        for (int written = 0; !body.done(); written++) {
            if (!ctx.channel().isWritable()) {
                return false;
            }
            if (!answer.inPieces()) {
                ctx.write(body.next(ctx.alloc()));
            } else if (written < PIECES_PER_TURN) {
                ctx.writeAndFlush(body.next(ctx.alloc()));
            } else {
                ctx.executor().execute(() -> resume(ctx));
                return false;
            }
        }
        sending = null;
        response = null;
        state = State.REST;
        if (answer.closes()) {
            close(ctx, current().body().complete());
        }
        return true;
    }

    /** What came in place of a body that had not to be awaited. */
    private boolean readRest(ChannelHandlerContext ctx) throws BadRequestException {
        RequestBody body = current().body();
        if (unread != null && !body.complete()) {
            body.read(unread, Long.MAX_VALUE);
        }
        if (body.complete()) {
            request = null;
            state = State.HEAD;
            return true;
        }
        return starved(ctx);
    }

    private void refuse(ChannelHandlerContext ctx, BadRequestException reason) {
        if (state != State.REST) {
            String text = reason.getMessage() + "\n";
            ctx.write(ByteBufUtil.writeAscii(ctx.alloc(), BAD_REQUEST + text.length() + "\r\n\r\n" + text));
        }
        close(ctx, false);
    }

    /** Closes when all that was written is out: at once, or where the client may still be sending, after a while. */
    private void close(ChannelHandlerContext ctx, boolean atOnce) {
        state = State.CLOSED;
        dropUnread();
        ChannelFuture written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (atOnce) {
            written.addListener(ChannelFutureListener.CLOSE);
        } else {
            written.addListener(ignored -> linger(ctx));
        }
    }

    /** Closing on unread input would reset the connection, and the answer with it (RFC 9112 section 9.6). */
    private void linger(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive() && !inputEnded) {
            ((DuplexChannel) ctx.channel()).shutdownOutput();
            timer = ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            ctx.close();
        }
    }

    private OriginRequest current() {
        OriginRequest current = request;
        if (current == null) {
            throw new IllegalStateException("no request in " + state);
        }
        return current;
    }

    private void settleUnread(ChannelHandlerContext ctx) {
        ByteBuf in = unread;
        if (in != null && !in.isReadable()) {
            dropUnread();
            in = null;
        }
        boolean room = in == null || in.readableBytes() <= MOST_UNREAD;
        if (room != ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(room);
        }
    }

    private void dropUnread() {
        if (unread != null) {
            unread.release();
            unread = null;
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** What the connection waits for. */
    private enum State {
        /** A request's head. */
        HEAD,
        /** So much of a request's body as is to be read before the answer. */
        BODY,
        /** The end of the delay that the request asked for. */
        DELAY,
        /** Room to send more of the response. */
        RESPONSE,
        /** The rest of a body whose request has been answered. */
        REST,
        /** The peer, to notice the close. */
        CLOSED
    }
}
