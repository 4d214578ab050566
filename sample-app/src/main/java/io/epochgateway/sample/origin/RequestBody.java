package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;

/** A request's body as it comes in; its bytes are counted and dropped. One reader. */
sealed interface RequestBody permits FixedRequestBody, ChunkedRequestBody {

    /** Takes what belongs to the body, and no more than so many bytes of content. */
    void read(ByteBuf in, long most) throws BadRequestException;

    /** Bytes of content so far, without framing. */
    long received();

    /** Whether all of it has been taken. */
    boolean complete();
}
