package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;

/** A body of Content-Length bytes (RFC 9112 section 6.2). */
final class FixedRequestBody implements RequestBody {

    private final long length;

    private long received;

    FixedRequestBody(long length) {
        this.length = length;
    }

    @Override
    public void read(ByteBuf in, long most) {
        int taken = (int) Math.min(Math.min(length - received, most), in.readableBytes());
        in.skipBytes(taken);
        received += taken;
    }

    @Override
    public long received() {
        return received;
    }

    @Override
    public boolean complete() {
        return received == length;
    }
}
