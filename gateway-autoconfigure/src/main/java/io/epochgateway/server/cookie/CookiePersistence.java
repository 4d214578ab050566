package io.epochgateway.server.cookie;

import io.epochgateway.definition.CookieDefinition;
import io.epochgateway.definition.CookieDefinition.Operation;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Method;
import io.epochgateway.server.Server;
import io.epochgateway.server.cookie.CookieExchange.Request;
import io.netty.util.AsciiString;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a client back to its server by a cookie (HAProxy {@code cookie}): reads it in requests here, sets it in
 * responses by {@link SetCookie}. One for each backend; any thread.
 */
public final class CookiePersistence {

    private static final AsciiString COOKIE = AsciiString.cached("cookie");
    private static final char PREFIX_END = '~';

    /** A date that far in the future is no clock's fault but nonsense. */
    private static final long FUTURE_SECONDS = 86_400;

    private final CookieDefinition definition;
    private final ServerCookies servers;
    private final boolean evenDown;
    private final InstantSource clock;
    private final SetCookie setCookie;

    /**
     * @param servers of the backend, in order; of two with the same value the first usable one is taken
     * @param evenDown whether clients come back to a server that is down, too (HAProxy {@code option persist})
     */
    public CookiePersistence(CookieDefinition definition, List<Server> servers, boolean evenDown, InstantSource clock) {
        this.evenDown = evenDown;
        this.definition = definition;
        this.clock = clock;
        this.servers = new ServerCookies(definition.dynamicKey(), servers);
        this.setCookie = new SetCookie(definition, servers, this.servers, clock);
    }

    /** Whether there is something to be said of it in a log. */
    public boolean isLogged() {
        return definition.operation() != Operation.PASSIVE || definition.indirect();
    }

    /** Finds out whose client it is, unless that is decided, and takes out of the request what the server is not to see. */
    public void read(MessageHead request, CookieExchange exchange) {
        for (int field = request.find(COOKIE, 0); field >= 0; field = request.find(COOKIE, field + 1)) {
            String before = request.value(field);
            String after = read(before, exchange);
            if (!after.equals(before)) {
                request.remove(field);
                if (!after.isEmpty()) {
                    request.append(new AsciiString("cookie: " + after + "\r\n"));
                }
            }
        }
    }

    private String read(String field, CookieExchange exchange) {
        List<String> kept = new ArrayList<>();
        boolean changed = false;
        CookiePairs pairs = new CookiePairs(field);
        while (pairs.next()) {
            if (!pairs.isNamed(definition.name())) {
                kept.add(pairs.text());
                continue;
            }
            String value = pairs.value();
            int prefixEnd = definition.operation() == Operation.PREFIX ? value.indexOf(PREFIX_END) : -1;
            if (exchange.isDecided()) {
                exchange.request = Request.UNUSED;
            } else if (exchange.designated == null) {
                designate(value, prefixEnd, exchange);
            }
            if (prefixEnd >= 0) {
                kept.add(definition.name() + "=" + value.substring(prefixEnd + 1));
                changed = true;
            } else if (definition.operation() == Operation.INSERT && definition.indirect()) {
                changed = true;
            } else {
                kept.add(pairs.text());
            }
        }
        return changed ? String.join("; ", kept) : field;
    }

    private void designate(String value, int prefixEnd, CookieExchange exchange) {
        if (definition.operation() == Operation.PREFIX) {
            look(prefixEnd < 0 ? value : value.substring(0, prefixEnd), exchange);
            return;
        }
        DatedValue dated = DatedValue.parse(value);
        long now = clock.instant().getEpochSecond();
        if (isOver(dated.first(), now, definition.maxlife().toSeconds())) {
            exchange.request = Request.OLD;
        } else if (isOver(dated.last(), now, definition.maxidle().toSeconds())) {
            exchange.request = Request.EXPIRED;
        } else {
            exchange.last = dated.last();
            exchange.first = dated.first();
            look(dated.value(), exchange);
        }
    }

    private static boolean isOver(long date, long now, long most) {
        return date > 0 && most > 0 && (now - date > most || date - now >= FUTURE_SECONDS);
    }

    private void look(String value, CookieExchange exchange) {
        List<Server> named = servers.named(value);
        Server found = named == null ? null : evenDown || exchange.isForced() ? named.getFirst() : firstUsable(named);
        if (found != null) {
            exchange.designated = found;
            exchange.request = found.takesItsOwn() ? Request.VALID : Request.DOWN;
        } else if (named != null) {
            exchange.request = Request.DOWN;
        } else if (exchange.request == Request.NONE) {
            exchange.request = Request.INVALID;
        }
    }

    private @Nullable Server firstUsable(List<Server> named) {
        for (Server server : named) {
            if (server.takesItsOwn()) {
                return server;
            }
        }
        return null;
    }

    /**
     * Sets, rewrites or drops the cookie in a response of a server.
     *
     * @param server the one that answered; another than the designated one if that couldn't be reached
     * @param request what the client asked, for {@code postonly} and {@code nocache}
     */
    public void write(MessageHead response, Server server, Method request, CookieExchange exchange) {
        setCookie.write(response, server, request, exchange);
    }
}
