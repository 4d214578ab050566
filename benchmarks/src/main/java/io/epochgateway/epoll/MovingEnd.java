package io.epochgateway.epoll;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection that moves now and then. It keeps a window of blocks under way, each with its number, random
 * bytes and their checksum; the other end, which does the same, answers each block by its next.
 */
final class MovingEnd extends SimpleChannelInboundHandler<ByteBuf> {

    private static final int BLOCK = 1024;
    private static final int BODY = BLOCK - Long.BYTES;
    private static final int WINDOW = 4;

    private final StressTally tally;
    private final Supplier<EventLoop> targets;
    private final byte[] body = new byte[BODY];
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private int numberSent;
    private int numberReceived;
    private boolean moving;

    MovingEnd(StressTally tally, Supplier<EventLoop> targets) {
        this.tally = tally;
        this.targets = targets;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        for (int block = 0; block < WINDOW; block++) {
            send(context);
        }
    }

    private void send(ChannelHandlerContext context) {
        ThreadLocalRandom.current().nextBytes(body);
        ByteBuf out = context.alloc().ioBuffer(BLOCK);
        out.writeBytes(body).writeInt(numberSent).writeInt(checksum(body, numberSent));
        numberSent++;
        tally.sent.add(BLOCK);
        context.writeAndFlush(out);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        if (!context.channel().eventLoop().inEventLoop()) {
            tally.misdelivered.increment();
        }
        while (message.isReadable()) {
            int length = Math.min(BLOCK - filled, message.readableBytes());
            message.readBytes(block, filled, length);
            filled += length;
            if (filled == BLOCK) {
                filled = 0;
                received(context);
            }
        }
    }

    private void received(ChannelHandlerContext context) {
        System.arraycopy(block, 0, body, 0, BODY);
        if (intAt(BODY) != numberReceived || intAt(BODY + Integer.BYTES) != checksum(body, numberReceived)) {
            tally.corrupt.add(BLOCK);
        }
        numberReceived++;
        tally.received.add(BLOCK);
        if (!tally.running()) {
            return;
        }
        if (!moving && ThreadLocalRandom.current().nextInt(8) == 0) {
            moving = true;
            Takeover.move(context.channel(), targets.get(), this::moved);
        }
        send(context);
    }

    private void moved(@Nullable Throwable failure) {
        moving = false;
        tally.moves.increment();
        if (failure != null) {
            tally.broken.increment();
        }
    }

    private int intAt(int index) {
        return block[index] << 24
                | (block[index + 1] & 0xff) << 16
                | (block[index + 2] & 0xff) << 8
                | block[index + 3] & 0xff;
    }

    private static int checksum(byte[] body, int number) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return (int) sum.getValue() ^ number;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (tally.running()) {
            tally.broken.increment();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        tally.broken.increment();
        context.close();
    }
}
