package io.epochgateway.server;

import io.netty.buffer.ByteBuf;

/** Whoever uses a server connection at the moment. Called on the loop of the connection. */
public interface ServerConnectionListener {

    /** Bytes of the server; valid during the call, retain what must outlive it. */
    void received(ByteBuf bytes);

    /** The server will send nothing more. */
    void inputEnded();

    /** What was written has been taken by the kernel, all of it. */
    void drained();

    /** The connection is gone; nothing follows. */
    void closed();
}
