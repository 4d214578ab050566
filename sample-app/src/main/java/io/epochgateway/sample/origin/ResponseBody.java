package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** What is still to be sent of a response's body, in portions that are made when the connection can take them. */
sealed interface ResponseBody permits PlainResponseBody, ChunkedResponseBody {

    /** The next portion, for one write; only while not {@link #done()}. */
    ByteBuf next(ByteBufAllocator allocator);

    boolean done();
}
