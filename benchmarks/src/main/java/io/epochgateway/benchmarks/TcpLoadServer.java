package io.epochgateway.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Sends without end to whoever asks for it by the first byte, and sends everything back to the others. */
@Sharable
final class TcpLoadServer extends ChannelInboundHandlerAdapter {

    /** What asks for bytes without end. */
    static final byte STREAM = 's';

    private static final int PIECE = 256 * 1024;

    private final ByteBuf piece =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(PIECE).writeZero(PIECE));

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (bytes.getByte(bytes.readerIndex()) == STREAM) {
            bytes.release();
            fill(context);
        } else {
            context.writeAndFlush(bytes);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        fill(context);
    }

    private void fill(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            context.writeAndFlush(piece.duplicate());
            // the others have their turn
            context.executor().execute(() -> fill(context));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
