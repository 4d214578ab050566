package io.epochgateway.stream;

import io.epochgateway.server.Server;
import io.netty.buffer.ByteBuf;
import java.util.function.Predicate;

/** What is said on a client's connection, from its acceptance to its close. Event loop only, unless said otherwise. */
sealed interface Conversation permits HttpConversation, TcpConversation {

    /** What is told of it. */
    Journal journal();

    /** The client is connected. */
    void begin();

    /** Bytes of the client; valid during the call, retain what must outlive it. */
    void received(ByteBuf bytes);

    /** The client will send nothing more. Called once. */
    void inputEnded();

    /** The client took all that was written. */
    void drained();

    /** The connection met an error and is about to be closed. */
    void failed();

    /** The connection is gone; nothing follows. */
    void closed();

    /** An operator ends it. */
    void killed();

    /** Ends what is on one of these servers. */
    void shutDown(Predicate<Server> which, Shutdown why);

    /** Ends if nothing is in flight. */
    void drain();

    /** Begun so far; 0 in mode tcp. Any thread, but may lag. */
    int requests();

    /** Bytes read from the client that wait to be used. */
    int pendingInput();

    /** The way to the server at hand. */
    Dispatch dispatch();
}
