package io.epochgateway.stream;

import io.epochgateway.http.MessageHead;
import io.epochgateway.rule.BackendRules;
import io.epochgateway.rule.FrontendRules;
import io.epochgateway.rule.HttpRequestAction;
import io.epochgateway.rule.ServerRules;
import io.epochgateway.rule.TcpRules;
import io.epochgateway.rule.TcpVerdict;
import io.epochgateway.server.Priority;
import io.epochgateway.server.Server;
import io.epochgateway.server.balance.Balance;
import io.epochgateway.server.cookie.CookieExchange;
import org.jspecify.annotations.Nullable;

/** What the rules of a frontend make of one client's requests, one after the other. Event loop only. */
final class RequestRules {

    private static final HttpRequestAction.Final ALLOWED = new HttpRequestAction.Allow();
    private static final HttpRequestAction.Final REJECTED = new HttpRequestAction.Reject();
    private static final HttpRequestAction.Final DROPPED = new HttpRequestAction.SilentDrop();

    private final FrontendRules<BackendSide> rules;
    private final @Nullable BackendSide defaultBackend;
    private final StreamEvidence evidence;
    /** Whether expressions of the log look at requests at their end. */
    private final boolean keeps;

    private @Nullable BackendSide backend;
    private long key;
    private boolean resumed;

    private RequestRules(FrontendSide frontend, FrontendRules<BackendSide> rules, StreamEvidence evidence) {
        this.rules = rules;
        this.defaultBackend = frontend.defaultBackend();
        this.keeps = frontend.telemetry().asks();
        this.evidence = evidence;
    }

    /** Null if the frontend has no rules. */
    static @Nullable RequestRules of(FrontendSide frontend, @Nullable StreamEvidence evidence) {
        return frontend.rules() == null || evidence == null
                ? null
                : new RequestRules(frontend, frontend.rules(), evidence);
    }

    /**
     * The connection was one of mode tcp up to now: its rules were asked about what its client said first.
     *
     * @param chosen the backend of the next request; null if that is yet to be chosen
     */
    void resume(@Nullable BackendSide chosen) {
        resumed = true;
        backend = chosen;
    }

    /**
     * Whether a request goes on, which nobody has changed yet, and how it ends otherwise.
     *
     * @param monitor whether it is for the {@code monitor-uri}, which is answered before any rule of HTTP is asked
     * @param cookies are told what the rules say of its server
     */
    HttpRequestAction.Final judge(MessageHead head, boolean first, boolean monitor, CookieExchange cookies) {
        boolean begun = resumed;
        resumed = false;
        if (!begun) {
            backend = null;
            evidence.streamBegins();
        }
        evidence.request(head, first);
        key = Balance.NO_KEY;
        HttpRequestAction.Final verdict = begun ? ALLOWED : judge(rules.content());
        if (verdict instanceof HttpRequestAction.Allow && !monitor) {
            verdict = judgeHttp(cookies);
        }
        if (!keeps) {
            evidence.request(null, false);
        }
        return verdict;
    }

    private HttpRequestAction.Final judgeHttp(CookieExchange cookies) {
        if (rules.httpRequest() != null) {
            HttpRequestAction.Final verdict = rules.httpRequest().judge(evidence, evidence.sample());
            if (!(verdict instanceof HttpRequestAction.Allow)) {
                return verdict;
            }
        }
        return judgeBehind(backend == null ? route() : backend, cookies);
    }

    private HttpRequestAction.Final judge(@Nullable TcpRules content) {
        return switch (content == null ? TcpVerdict.ACCEPT : content.judge(evidence, evidence.sample())) {
            case REJECT -> REJECTED;
            case DROP -> DROPPED;
            case ACCEPT, SWITCH_MODE, EXPECT_PROXY, CLOSE, WAIT -> ALLOWED;
        };
    }

    private HttpRequestAction.Final judgeBehind(@Nullable BackendSide to, CookieExchange cookies) {
        backend = to;
        if (to == null) {
            return ALLOWED;
        }
        evidence.routed(to);
        HttpRequestAction.Final verdict =
                judge(to.rules() == null ? null : to.rules().content());
        if (verdict instanceof HttpRequestAction.Allow && to.serverRules() != null) {
            chooseServer(to.serverRules(), cookies);
            key = to.serverRules().key(evidence, evidence.sample(), to.servers());
        }
        return verdict;
    }

    private @Nullable BackendSide route() {
        BackendSide chosen = rules.routes() == null ? null : rules.routes().choose(evidence, evidence.sample());
        return chosen == null ? defaultBackend : chosen;
    }

    private void chooseServer(ServerRules of, CookieExchange cookies) {
        ServerRules.Persistence persistence = of.persistence(evidence, evidence.sample());
        switch (persistence) {
            case FORCED -> cookies.force();
            case IGNORED -> cookies.ignore();
            case USUAL -> {}
        }
        Server server = of.choose(evidence, evidence.sample(), cookies.isForced());
        if (server != null) {
            cookies.assign(server);
        }
    }

    /** What decides about its server, if that is a sample; {@link Balance#NO_KEY} if not. */
    long key() {
        return key;
    }

    /** It was told of. */
    void over() {
        evidence.streamEnds();
    }

    /** It goes there. */
    void routed(BackendSide to) {
        evidence.routed(to);
    }

    /** Where the request that was judged last goes, or whose rules refuse it; null if nowhere. */
    @Nullable
    BackendSide backend() {
        return backend;
    }

    /** Whether the client's addresses are others than at the last request that went on. */
    boolean haveAddressesMoved() {
        return evidence.directives().haveAddressesMoved();
    }

    /** Its place in a queue. */
    Priority priority() {
        return evidence.directives().priority();
    }

    /**
     * Those of the response to it; null if there are none.
     *
     * @param server where it went
     */
    @Nullable
    ResponseRules ofResponse(BackendSide to, @Nullable Server server) {
        BackendRules behind = to.rules();
        if (behind == null || behind.response() == null) {
            return null;
        }
        evidence.reached(server);
        return new ResponseRules(evidence, behind.response(), behind.responseDelay());
    }
}
