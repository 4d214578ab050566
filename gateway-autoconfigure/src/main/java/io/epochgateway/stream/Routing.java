package io.epochgateway.stream;

import io.epochgateway.definition.Mode;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Method;
import io.epochgateway.rule.HttpRequestAction;
import io.epochgateway.server.Priority;
import io.epochgateway.server.Server;
import io.epochgateway.server.balance.Balance;
import io.epochgateway.server.cookie.CookieExchange;
import io.epochgateway.server.cookie.CookiePersistence;
import io.netty.util.AsciiString;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one client's connection go, one after the other: rules, backend, and what says which of its
 * servers. Edits their heads for the way. Event loop only.
 */
final class Routing {

    /** What becomes of a request. */
    enum Outcome {
        /** It goes to the backend. */
        ROUTED,
        /** Rules don't let it pass: {@link #verdict}. */
        REFUSED,
        /** It came on a connection that began in mode tcp, and no backend there takes requests. */
        NOT_TAKEN,
        /** It asks whether the gateway is there. */
        MONITORED,
        /** A field's name is one that is rejected. */
        BAD_NAME,
        /** No backend is there for it. */
        NOWHERE
    }

    private final HttpConversation client;
    private final @Nullable RequestRules rules;
    private final RequestFields added;
    private final Replies replies;
    /** Whether the connection was one of mode tcp, whose frontend needs no backend of mode http. */
    private final boolean upgraded;

    private final CookieExchange cookies = new CookieExchange();
    private HttpRequestAction.Final verdict = new HttpRequestAction.Allow();
    private Method method = Method.OTHER;
    private @Nullable BackendSide backend;
    private long key;

    Routing(HttpConversation client, @Nullable RequestRules rules, Replies replies, boolean upgraded) {
        this.client = client;
        this.rules = rules;
        this.added = new RequestFields(client.frontend(), client.side());
        this.replies = replies;
        this.upgraded = upgraded;
    }

    /** Nothing is known of the next request. */
    void begin() {
        backend = null;
        cookies.begin();
    }

    /** Finds out where a request goes. */
    Outcome route(MessageHead head) {
        method = head.method();
        BackendSide to = client.frontend().defaultBackend();
        boolean monitor = replies.isMonitor(head);
        if (rules != null) {
            verdict = rules.judge(head, client.atFirstRequest(), monitor, cookies);
            to = rules.backend();
            if (!(verdict instanceof HttpRequestAction.Allow)) {
                goesTo(to);
                return Outcome.REFUSED;
            }
        }
        if (monitor) {
            return Outcome.MONITORED;
        }
        if (upgraded && (to == null || to.mode() == Mode.TCP)) {
            goesTo(to);
            return Outcome.NOT_TAKEN;
        }
        if (to != null) {
            added.edit(head, to);
            client.journal().name(head);
        }
        if (!added.restrictNames(head, to)) {
            return Outcome.BAD_NAME;
        }
        if (to == null) {
            return Outcome.NOWHERE;
        }
        take(to, head);
        return Outcome.ROUTED;
    }

    private void goesTo(@Nullable BackendSide to) {
        if (to != null) {
            client.journal().routed(to.traffic());
        }
    }

    private void take(BackendSide to, MessageHead head) {
        backend = to;
        key = rules == null ? Balance.NO_KEY : rules.key();
        if (key == Balance.NO_KEY) {
            key = to.servers().key(client.side().source(), head);
        }
        client.journal().routed(to.traffic());
        if (rules != null) {
            rules.routed(to);
        }
        if (to.cookie() != null) {
            to.cookie().read(head, cookies);
            client.journal().cookies(to.cookie().isLogged() ? cookies : null);
        }
    }

    /** What the rules say of a request that they refuse. */
    HttpRequestAction.Final verdict() {
        return verdict;
    }

    /** Where the request goes; null if nowhere, or if that isn't known yet. */
    @Nullable
    BackendSide backend() {
        return backend;
    }

    /** Whether the body may say which server gets the request, for its head doesn't. */
    boolean needsForm() {
        return key == Balance.NO_KEY
                && method == Method.POST
                && Objects.requireNonNull(backend).servers().looksIntoForms();
    }

    /** Looks for that in as much of the body as has come. */
    void readForm(byte[] body) {
        key = Objects.requireNonNull(backend).servers().keyOfForm(body);
    }

    /** What says which server gets the request; {@link Balance#NO_KEY} if nothing does. */
    long key() {
        return key;
    }

    /** The server that the request must go to; null if any will do. */
    @Nullable
    Server designated() {
        return cookies.designated();
    }

    /** Whether it must go there even if the server is down (HAProxy {@code force-persist}). */
    boolean isForced() {
        return cookies.isForced();
    }

    /** Its place in a queue. */
    Priority priority() {
        return rules == null ? Priority.NORMAL : rules.priority();
    }

    /** Whether the client's addresses are others than at the last request that went on. */
    boolean haveAddressesMoved() {
        return rules != null && rules.haveAddressesMoved();
    }

    /** The line that tells a server its name. */
    AsciiString nameOf(Server server) {
        return added.nameOf(server);
    }

    /** Whether the server's connection is closed after the response. */
    boolean serverCloses() {
        return added.serverCloses();
    }

    /**
     * What the backend's rules say of the response; null if it has none.
     *
     * @param server whose it is; null if that isn't known
     */
    @Nullable
    ResponseRules ofResponse(@Nullable Server server) {
        return rules == null ? null : rules.ofResponse(Objects.requireNonNull(backend), server);
    }

    /** The response's head is about to be passed on. */
    void writeCookies(MessageHead head, Server answered) {
        CookiePersistence cookie = Objects.requireNonNull(backend).cookie();
        if (cookie != null) {
            cookie.write(head, answered, method, cookies);
        }
    }

    /** The request was told of. */
    void over() {
        if (rules != null) {
            rules.over();
        }
    }
}
