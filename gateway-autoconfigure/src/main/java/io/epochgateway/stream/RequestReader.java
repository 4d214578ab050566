package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.MessageHead;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a client's requests, one after the other, and reads their heads; timeouts http-keep-alive and http-request.
 * Event loop only.
 */
final class RequestReader {

    private static final EventCounter REQUEST_HEADERS = EventCounter.glitch("read", "parsing error (request headers)");

    private final HttpConversation client;
    private final Heads heads;
    private @Nullable MessageHead head;
    /** Whether a byte of the next one has come. */
    private boolean begun;

    private int requests;

    RequestReader(HttpConversation client, Heads heads) {
        this.client = client;
        this.heads = heads;
    }

    /** Heads read so far. Any thread, but may lag. */
    int requests() {
        return requests;
    }

    /** Whether no byte of a request has come. */
    boolean isIdle() {
        return !begun;
    }

    /** Bytes of the client while it is its turn to ask; gives a complete head to the conversation. */
    void read(ByteBuf in) {
        MessageHead reading = head;
        if (reading == null) {
            reading = heads.takeRequest();
            head = reading;
        }
        boolean atOnce = !begun;
        if (atOnce) {
            client.journal().requestBegins();
        }
        int start = in.readerIndex();
        switch (reading.read(in)) {
            case INCOMPLETE -> awaitRest(reading);
            case REFUSED -> {
                REQUEST_HEADERS.hit();
                client.requestBegins();
                client.termination().tell(Cause.PROXY, Phase.REQUEST);
                client.refuse(
                        ErrorReply.of(Objects.requireNonNull(reading.refusal()).status()));
            }
            case COMPLETE -> {
                head = null;
                begun = false;
                requests++;
                client.requestBegins();
                client.journal().requestRead(reading, atOnce);
                client.requestRead(reading, in, start);
            }
        }
    }

    private void awaitRest(MessageHead reading) {
        if (!begun && reading.started()) {
            begun = true;
            client.requestBegins();
            if (requests > 0) {
                client.waiting().forRequest();
            }
        }
        if (client.hasInputEnded()) {
            inputEnded();
        }
    }

    void timedOut() {
        if (requests > 0 && !begun) {
            client.abandon();
        } else if (!ignoredProbe()) {
            client.termination().tell(Cause.CLIENT_TIMEOUT, Phase.REQUEST);
            client.refuse(ErrorReply.REQUEST_TIMEOUT);
        }
    }

    /** Between two requests that is the end; a request that will never be whole is refused. */
    void inputEnded() {
        if (requests > 0 && !begun) {
            client.abandon();
        } else if (!ignoredProbe()) {
            client.termination().tell(Cause.CLIENT, Phase.REQUEST);
            client.refuse(ErrorReply.BAD_REQUEST);
        }
    }

    /** Whether it is a connection on which nothing was asked, and is closed without a word and a line in the log. */
    private boolean ignoredProbe() {
        if (begun || requests > 0 || !client.frontend().http().ignoreProbes()) {
            return false;
        }
        client.concealRequest();
        client.abandon();
        return true;
    }

    /** Lets go of a head that won't be complete. */
    void release() {
        if (head != null) {
            heads.giveRequest(head);
            head = null;
        }
    }
}
