package io.epochgateway.stream;

import io.epochgateway.accesslog.Captured;
import io.epochgateway.accesslog.Captures;
import io.epochgateway.definition.CaptureDefinition;
import io.epochgateway.definition.CaptureDefinition.Part;
import io.epochgateway.http.MessageHead;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what a frontend captures out of the heads of messages. Event loop only. */
public final class Capturing {

    private static final AsciiString COOKIE = AsciiString.cached("cookie");
    private static final AsciiString SET_COOKIE = AsciiString.cached("set-cookie");

    private final CaptureDefinition definition;
    private final AsciiString[] request;
    private final AsciiString[] response;
    private final @Nullable CookieScan cookie;

    private Capturing(CaptureDefinition definition) {
        this.definition = definition;
        this.request = names(definition.request());
        this.response = names(definition.response());
        this.cookie = definition.cookie() == null
                ? null
                : new CookieScan(definition.cookie().name());
    }

    /** Null if nothing is captured. */
    public static @Nullable Capturing of(CaptureDefinition definition) {
        return definition.isEmpty() ? null : new Capturing(definition);
    }

    private static AsciiString[] names(List<Part> parts) {
        return parts.stream().map(part -> new AsciiString(part.name())).toArray(AsciiString[]::new);
    }

    /** For what is captured of one request and its response. */
    Captures room() {
        return Captures.of(definition);
    }

    void request(MessageHead head, Captures into) {
        last(head, request, into.request());
        first(head, COOKIE, into.requestCookie());
    }

    void response(MessageHead head, Captures into) {
        last(head, response, into.response());
        first(head, SET_COOKIE, into.responseCookie());
    }

    private static void last(MessageHead head, AsciiString[] names, List<Captured> into) {
        for (int i = 0; i < names.length; i++) {
            AsciiString name = names[i];
            int last = -1;
            for (int field = name.isEmpty() ? -1 : head.find(name, 0); field >= 0; field = head.find(name, field + 1)) {
                last = field;
            }
            if (last >= 0) {
                into.get(i).take(head.octets(), head.valueStart(last), head.valueEnd(last));
            }
        }
    }

    private void first(MessageHead head, AsciiString name, @Nullable Captured into) {
        if (cookie == null || into == null) {
            return;
        }
        for (int field = head.find(name, 0); field >= 0 && !into.isPresent(); field = head.find(name, field + 1)) {
            cookie.take(head.octets(), head.valueStart(field), head.valueEnd(field), name == COOKIE, into);
        }
    }
}
