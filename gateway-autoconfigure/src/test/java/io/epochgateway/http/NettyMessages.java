package io.epochgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Netty's decoders read. */
final class NettyMessages {

    /** One message, as far as it came. */
    static final class Message {

        final String start;
        final int minorVersion;
        final List<Map.Entry<String, String>> fields;
        final StringBuilder body = new StringBuilder();
        List<Map.Entry<String, String>> trailers = List.of();
        boolean complete;
        DecoderResult result;

        Message(HttpMessage head) {
            start = head instanceof HttpRequest request
                    ? request.method() + " " + request.uri()
                    : String.valueOf(((HttpResponse) head).status().code());
            minorVersion = Math.min(head.protocolVersion().minorVersion(), 1);
            fields = head.headers().entries();
            result = head.decoderResult();
        }
    }

    private NettyMessages() {}

    static List<Message> requests(String bytes) {
        return read(new HttpRequestDecoder(limits()), bytes);
    }

    static List<Message> responses(String bytes) {
        return read(new HttpResponseDecoder(limits()), bytes);
    }

    private static HttpDecoderConfig limits() {
        return new HttpDecoderConfig().setMaxInitialLineLength(65_536).setMaxHeaderSize(65_536);
    }

    private static List<Message> read(HttpObjectDecoder decoder, String bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        channel.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes(ISO_8859_1)));
        channel.finish();
        List<Message> messages = new ArrayList<>();
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part instanceof HttpObject object) {
                add(messages, object);
            }
            ReferenceCountUtil.release(part);
        }
        return messages;
    }

    private static void add(List<Message> messages, HttpObject part) {
        if (part instanceof HttpMessage head) {
            messages.add(new Message(head));
        }
        if (part instanceof HttpContent content && !messages.isEmpty()) {
            Message message = messages.getLast();
            message.body.append(content.content().toString(ISO_8859_1));
            message.result = content.decoderResult().isFailure() ? content.decoderResult() : message.result;
            if (content instanceof LastHttpContent last) {
                message.trailers = last.trailingHeaders().entries();
                message.complete = true;
            }
        }
    }
}
