package io.epochgateway.stream;

import io.epochgateway.definition.RetryOn;
import io.epochgateway.definition.RetryOn.Failure;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;

/** Whether a request that a server has failed goes to one again: HAProxy's {@code retries} and {@code retry-on}. Event loop only. */
final class Retries {

    private final HttpStream stream;
    private final HttpConversation client;
    private final Dispatch dispatch;
    private final OutgoingRequest outgoing;

    Retries(HttpStream stream, HttpConversation client, Dispatch dispatch, OutgoingRequest outgoing) {
        this.stream = stream;
        this.client = client;
        this.dispatch = dispatch;
        this.outgoing = outgoing;
    }

    /** What the request's backend tries again. */
    RetryOn wanted() {
        return stream.backend().retry().on();
    }

    /**
     * The attempt failed before anything was passed on.
     *
     * @return whether the client was told of it; else it is tried again
     */
    boolean failed(Failure why, Cause cause, ErrorReply error) {
        if (sentAgain(wanted().failures().contains(why))) {
            return false;
        }
        client.termination().tell(cause, Phase.HEADERS);
        stream.reply(error);
        return true;
    }

    /**
     * The server closed before its response's head was whole. A client whose request wasn't its first hears nothing, as in
     * HAProxy: it takes the close for the end of the idle connection, and decides itself what to send again (RFC 9112
     * section 9.3.1). So a server's close passes through the gateway as what it is.
     *
     * @return whether that was the end; else it is tried again
     */
    boolean lost(Failure why) {
        if (client.atFirstRequest()) {
            return failed(why, Cause.SERVER, ErrorReply.BAD_GATEWAY);
        }
        if (sentAgain(wanted().failures().contains(why))) {
            return false;
        }
        stream.giveUp(Cause.SERVER, Phase.HEADERS, null);
        return true;
    }

    /** Tries once more if it may, the request is still there, nothing was passed on and an attempt is left. */
    boolean sentAgain(boolean may) {
        if (!may || !outgoing.isKept() || !dispatch.again()) {
            return false;
        }
        stream.goBack();
        return true;
    }

    /** What no server saw is repeated without harm; that an idle connection died is no failed attempt. */
    boolean sentUnseenAgain(boolean reused) {
        if (reused) {
            dispatch.renew();
        } else if (!wanted().failures().contains(Failure.CONN_FAILURE) || !dispatch.again()) {
            return false;
        }
        stream.goBack();
        return true;
    }
}
