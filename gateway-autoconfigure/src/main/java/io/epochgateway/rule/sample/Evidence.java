package io.epochgateway.rule.sample;

import io.epochgateway.accesslog.LoggedStream;
import io.epochgateway.http.MessageHead;
import io.epochgateway.server.Server;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What expressions can see of a connection or a stream; null or false is what isn't there. Event loop only. */
public interface Evidence {

    /** The client's connection. */
    Client client();

    /** The variables of a scope; null where it has none. */
    @Nullable
    Variables variables(VariableName.Scope scope);

    /** What may be changed of it; null where nothing may. */
    default @Nullable Directives directives() {
        return null;
    }

    /** What the client has sent so far, to look at and not to consume; null outside of mode tcp. */
    default @Nullable ByteBuf requestBytes() {
        return null;
    }

    /** What the server has sent so far, to look at and not to consume; null outside of mode tcp. */
    default @Nullable ByteBuf responseBytes() {
        return null;
    }

    /** Whether bytes that the rules at hand look at are still waited for: no rule has to be decided yet. */
    default boolean awaitsMore() {
        return false;
    }

    /** Whether what came so far may become a request's head with more of it. */
    default boolean awaitsRequest() {
        return awaitsMore();
    }

    /** The request's head, whole and not yet changed; null if it isn't there. */
    default @Nullable MessageHead request() {
        return null;
    }

    /** The response's head, whole and not yet changed; null if it isn't there. */
    default @Nullable MessageHead response() {
        return null;
    }

    /** What the access log tells of the stream; null outside of streams. */
    default @Nullable LoggedStream logged() {
        return null;
    }

    /** Whether the request is the first of its connection. */
    default boolean isFirstRequest() {
        return false;
    }

    /** The name of the backend that was chosen; null before. */
    default @Nullable String backendName() {
        return null;
    }

    /** The server that was chosen; null before. */
    default @Nullable Server server() {
        return null;
    }
}
