package io.epochgateway.server.check;

import io.epochgateway.definition.HttpCheckDefinition;
import io.epochgateway.definition.HttpCheckDefinition.GoodStatus;
import io.epochgateway.definition.HttpCheckDefinition.Status;
import io.epochgateway.definition.HttpCheckDefinition.Text;
import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.MessageHead.Kind;
import io.epochgateway.http.MessageHead.Progress;
import io.epochgateway.net.GatewayLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Sends a request and looks at the response (HAProxy {@code option httpchk}). */
final class HttpProbe extends Probe {

    /** As much of a body as HAProxy's buffer holds. */
    private static final int MOST_BODY = 16384;

    private final HttpCheckDefinition definition;
    private final MessageHead head = new MessageHead(Kind.RESPONSE, HeadLimits.DEFAULT);
    private final StringBuilder body = new StringBuilder();
    private boolean inBody;

    HttpProbe(HttpCheckDefinition definition, GatewayLoop loop, Consumer<CheckResult> done) {
        super(loop, done);
        this.definition = definition;
    }

    @Override
    void connected(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(
                ByteBufUtil.encodeString(
                        ctx.alloc(), CharBuffer.wrap(definition.request()), StandardCharsets.ISO_8859_1),
                ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            received(in);
        } finally {
            in.release();
        }
    }

    private void received(ByteBuf in) {
        while (!inBody && in.isReadable()) {
            Progress progress = head.read(in);
            if (progress == Progress.REFUSED) {
                end(CheckStatus.L7RSP, 0, "");
                return;
            }
            if (progress == Progress.COMPLETE) {
                if (head.status() < 200) {
                    head.reset();
                } else {
                    inBody = true;
                    statusRead();
                }
            }
        }
        if (inBody && definition.expect() instanceof Text text && text.inBody()) {
            body.append(in.readCharSequence(
                    Math.min(in.readableBytes(), MOST_BODY - body.length()), StandardCharsets.ISO_8859_1));
            bodyRead(text, body.length() >= MOST_BODY || body.length() == head.contentLength());
        }
    }

    private void statusRead() {
        if (definition.disableOn404() && head.status() == 404) {
            end(CheckStatus.L7OKC, 404, reasonPhrase());
            return;
        }
        switch (definition.expect()) {
            case GoodStatus any -> judge(head.status() >= 200 && head.status() < 400);
            case Status status ->
                judge(status.not()
                        != status.ranges().stream()
                                .anyMatch(
                                        range -> head.status() >= range.lowest() && head.status() <= range.highest()));
            case Text text -> {
                if (!text.inBody()) {
                    judge(text.not() != isIn(text, String.valueOf(head.status())));
                }
            }
        }
    }

    private void judge(boolean good) {
        end(good ? CheckStatus.L7OK : CheckStatus.L7STS, head.status(), reasonPhrase());
    }

    private String reasonPhrase() {
        String[] words = head.startLine().split(" ", 3);
        return words.length > 2 ? words[2] : "";
    }

    private void bodyRead(Text text, boolean whole) {
        boolean found = isIn(text, body.toString());
        if (found && !text.not()) {
            end(CheckStatus.L7OK, head.status(), "HTTP content check matched");
        } else if (found || (whole && !text.not())) {
            end(CheckStatus.L7RSP, 0, "HTTP content check did not match");
        } else if (whole) {
            end(CheckStatus.L7OK, head.status(), "HTTP content check did not match");
        }
    }

    private static boolean isIn(Text text, String where) {
        return text.pattern() != null
                ? text.pattern().matcher(where).find()
                : text.text() != null && where.contains(text.text());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inputEnded();
    }

    private void inputEnded() {
        if (inBody && definition.expect() instanceof Text text && text.inBody()) {
            bodyRead(text, true);
        }
        end(CheckStatus.L7RSP, 0, "");
    }
}
