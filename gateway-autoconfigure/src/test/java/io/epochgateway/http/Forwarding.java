package io.epochgateway.http;

import io.epochgateway.http.MessageHead.Kind;
import io.epochgateway.http.MessageHead.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a client's bytes become on their way to a server: whole requests only, up to the first that is refused.
 *
 * @param forwarded the requests that were whole
 * @param refusal what ended it; null if nothing did
 */
record Forwarding(String forwarded, @Nullable Refusal refusal) {

    static Forwarding of(String bytes, int... cuts) {
        MessageHead head = new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);
        BodyFraming framing = new BodyFraming();
        ByteBuf out = Unpooled.buffer();
        int whole = 0;
        boolean inBody = false;
        byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
        for (int cut = 0; cut <= cuts.length; cut++) {
            int from = cut == 0 ? 0 : cuts[cut - 1];
            ByteBuf in = Unpooled.wrappedBuffer(all, from, (cut < cuts.length ? cuts[cut] : all.length) - from);
            while (in.isReadable()) {
                if (!inBody) {
                    Progress progress = head.read(in);
                    if (progress == Progress.REFUSED) {
                        return of(out, whole, head.refusal());
                    }
                    if (progress == Progress.INCOMPLETE) {
                        break;
                    }
                    framing.ofRequest(head);
                    head.removeHopByHop(false);
                    head.writeTo(out);
                    inBody = true;
                }
                int count = framing.take(in);
                if (count < 0) {
                    return of(out, whole, framing.refusal());
                }
                out.writeBytes(in, count);
                if (framing.complete()) {
                    whole = out.writerIndex();
                    head.reset();
                    inBody = false;
                }
            }
        }
        return of(out, whole, null);
    }

    private static Forwarding of(ByteBuf out, int whole, @Nullable Refusal refusal) {
        return new Forwarding(out.toString(0, whole, StandardCharsets.ISO_8859_1), refusal);
    }
}
