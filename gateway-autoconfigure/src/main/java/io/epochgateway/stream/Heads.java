package io.epochgateway.stream;

import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.MessageHead.Kind;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;

/** Message heads of one loop that are not in use, so that an idle connection holds none. Event loop only. */
final class Heads {

    private static final int KEPT = 64;

    private static final FastThreadLocal<Heads> OF_THIS_LOOP = new FastThreadLocal<>();

    private final HeadLimits limits;
    private final ArrayDeque<MessageHead> requests = new ArrayDeque<>();
    private final ArrayDeque<MessageHead> responses = new ArrayDeque<>();

    private Heads(HeadLimits limits) {
        this.limits = limits;
    }

    /** Those with the given limits; streams that began with others keep what they have. */
    static Heads ofThisLoop(HeadLimits limits) {
        Heads heads = OF_THIS_LOOP.getIfExists();
        if (heads == null || !heads.limits.equals(limits)) {
            heads = new Heads(limits);
            OF_THIS_LOOP.set(heads);
        }
        return heads;
    }

    MessageHead takeRequest() {
        MessageHead head = requests.pollLast();
        return head != null ? head : new MessageHead(Kind.REQUEST, limits);
    }

    MessageHead takeResponse() {
        MessageHead head = responses.pollLast();
        return head != null ? head : new MessageHead(Kind.RESPONSE, limits);
    }

    void giveRequest(MessageHead head) {
        give(requests, head);
    }

    void giveResponse(MessageHead head) {
        give(responses, head);
    }

    private static void give(ArrayDeque<MessageHead> kept, MessageHead head) {
        if (kept.size() < KEPT) {
            head.reset();
            kept.addLast(head);
        }
    }
}
