package io.epochgateway.server.cookie;

import io.epochgateway.definition.CookieDefinition;
import io.epochgateway.definition.CookieDefinition.Operation;
import io.epochgateway.http.Cacheability;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Method;
import io.epochgateway.server.Server;
import io.epochgateway.server.cookie.CookieExchange.Response;
import io.netty.util.AsciiString;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The persistence cookie in responses. Any thread. */
final class SetCookie {

    private static final AsciiString SET_COOKIE = AsciiString.cached("set-cookie");
    private static final AsciiString PRIVATE = AsciiString.cached("cache-control: private\r\n");
    private static final String GONE = "; Expires=Thu, 01-Jan-1970 00:00:01 GMT";

    private final CookieDefinition definition;
    private final InstantSource clock;
    private final ServerCookies values;
    private final String attributes;
    /** Whole lines, where they stay as they are. */
    private final Map<Server, AsciiString> lines = new HashMap<>();

    SetCookie(CookieDefinition definition, List<Server> servers, ServerCookies values, InstantSource clock) {
        this.definition = definition;
        this.clock = clock;
        this.values = values;
        StringBuilder text = new StringBuilder("; path=/");
        definition.domains().forEach(domain -> text.append("; domain=").append(domain));
        if (definition.httponly()) {
            text.append("; HttpOnly");
        }
        if (definition.secure()) {
            text.append("; Secure");
        }
        definition.attributes().forEach(attribute -> text.append("; ").append(attribute));
        attributes = text.toString();
        if (!isDated() && definition.dynamicKey() == null) {
            servers.forEach(server -> lines.put(server, line(server, 0)));
        }
    }

    private boolean isDated() {
        return !definition.maxidle().isZero() || !definition.maxlife().isZero();
    }

    void write(MessageHead response, Server server, Method request, CookieExchange exchange) {
        boolean direct = exchange.designated == server;
        dispose(response, server, direct, exchange);
        boolean kept = exchange.response == Response.PROVIDED && definition.preserve();
        boolean wanted = !definition.postonly() || request == Method.POST;
        if (definition.operation() == Operation.INSERT
                && !kept
                && wanted
                && !exchange.isIgnored()
                && (!direct || isOutdated(exchange))) {
            insert(response, server, direct, exchange);
            if (definition.nocache() && Cacheability.of(response, request)) {
                response.append(PRIVATE);
            }
        }
    }

    /** What of the cookie the server itself sets. */
    private void dispose(MessageHead response, Server server, boolean direct, CookieExchange exchange) {
        for (int field = response.find(SET_COOKIE, 0); field >= 0; field = response.find(SET_COOKIE, field + 1)) {
            CookiePairs pairs = new CookiePairs(response.value(field));
            if (pairs.next() && pairs.isNamed(definition.name())) {
                exchange.response = disposal(server, direct);
                switch (exchange.response) {
                    case DELETED -> response.remove(field);
                    case REWRITTEN -> {
                        String replaced = pairs.fieldWith(rewritten(server, pairs.value()));
                        response.remove(field);
                        response.append(new AsciiString("set-cookie: " + replaced + "\r\n"));
                    }
                    case NONE, INSERTED, UPDATED, PROVIDED -> {}
                }
            }
        }
    }

    private Response disposal(Server server, boolean direct) {
        boolean addressable = values.of(server) != null;
        if (definition.preserve()) {
            return Response.PROVIDED;
        }
        return switch (definition.operation()) {
            case INSERT -> Response.DELETED;
            case REWRITE, PREFIX ->
                direct && definition.indirect()
                        ? Response.DELETED
                        : addressable ? Response.REWRITTEN : Response.PROVIDED;
            case PASSIVE -> direct && definition.indirect() ? Response.DELETED : Response.PROVIDED;
        };
    }

    private String rewritten(Server server, String value) {
        String own = values.of(server);
        return definition.operation() == Operation.PREFIX ? own + "~" + value : String.valueOf(own);
    }

    /** Whether a client that knows its server needs a cookie with other dates. */
    private boolean isOutdated(CookieExchange exchange) {
        boolean idleCounts = !definition.maxidle().isZero() || exchange.last != 0;
        boolean lastIsStale = exchange.last == 0 || exchange.last < now();
        return idleCounts && lastIsStale || definition.maxlife().isZero() == (exchange.first != 0);
    }

    private void insert(MessageHead response, Server server, boolean direct, CookieExchange exchange) {
        AsciiString prepared = lines.get(server);
        response.append(prepared != null ? prepared : line(server, direct ? exchange.first : 0));
        boolean same = direct && values.of(server) != null;
        exchange.response = same ? Response.UPDATED : Response.INSERTED;
    }

    private AsciiString line(Server server, long first) {
        String own = values.of(server);
        String value;
        if (own == null) {
            value = GONE;
        } else if (isDated()) {
            long since = definition.maxlife().isZero() ? 0 : first == 0 ? now() : first;
            value = new DatedValue(own, now(), since).text();
        } else {
            value = own;
        }
        return new AsciiString("set-cookie: " + definition.name() + "=" + value + attributes + "\r\n");
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
