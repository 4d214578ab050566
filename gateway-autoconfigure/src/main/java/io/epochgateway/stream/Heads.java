package io.epochgateway.stream;

import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.MessageHead.Kind;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;

/** Message heads of one loop that are not in use, so that an idle connection holds none. Event loop only. */
final class Heads {

    private static final int KEPT = 64;

    private static final FastThreadLocal<Heads> OF_THIS_LOOP = new FastThreadLocal<>() {
        @Override
        protected Heads initialValue() {
            return new Heads();
        }
    };

    private final ArrayDeque<MessageHead> requests = new ArrayDeque<>();
    private final ArrayDeque<MessageHead> responses = new ArrayDeque<>();

    static Heads ofThisLoop() {
        return OF_THIS_LOOP.get();
    }

    MessageHead takeRequest() {
        MessageHead head = requests.pollLast();
        return head != null ? head : new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);
    }

    MessageHead takeResponse() {
        MessageHead head = responses.pollLast();
        return head != null ? head : new MessageHead(Kind.RESPONSE, HeadLimits.DEFAULT);
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
