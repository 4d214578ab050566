package io.epochgateway.stream;

import io.epochgateway.http.MessageHead;
import io.epochgateway.rule.FrontendRules;
import io.epochgateway.rule.HttpRequestAction;
import io.epochgateway.rule.ServerRules;
import io.epochgateway.rule.TcpVerdict;
import io.epochgateway.server.Server;
import io.epochgateway.server.balance.Balance;
import io.epochgateway.server.cookie.CookieExchange;
import org.jspecify.annotations.Nullable;

/** What the rules of a frontend make of one client's requests, one after the other. Event loop only. */
final class RequestRules {

    private static final HttpRequestAction.Final ALLOWED = new HttpRequestAction.Allow();
    private static final HttpRequestAction.Final REJECTED = new HttpRequestAction.Reject();

    private final FrontendRules<BackendSide> rules;
    private final @Nullable BackendSide defaultBackend;
    private final StreamEvidence evidence;
    /** Whether expressions of the log look at requests at their end. */
    private final boolean keeps;

    private @Nullable BackendSide backend;
    private long key;

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
     * Whether a request goes on, which nobody has changed yet, and how it ends otherwise.
     *
     * @param cookies are told what the rules say of its server
     */
    HttpRequestAction.Final judge(MessageHead head, boolean first, CookieExchange cookies) {
        evidence.streamBegins();
        evidence.request(head, first);
        HttpRequestAction.Final verdict = judge();
        backend = verdict instanceof HttpRequestAction.Allow ? route() : null;
        key = Balance.NO_KEY;
        if (backend != null && backend.serverRules() != null) {
            evidence.routed(backend);
            chooseServer(backend.serverRules(), cookies);
            key = backend.serverRules().key(evidence, evidence.sample(), backend.servers());
        }
        if (!keeps) {
            evidence.request(null, false);
        }
        return verdict;
    }

    private HttpRequestAction.Final judge() {
        if (rules.content() != null && rules.content().judge(evidence, evidence.sample()) == TcpVerdict.REJECT) {
            return REJECTED;
        }
        return rules.httpRequest() == null ? ALLOWED : rules.httpRequest().judge(evidence, evidence.sample());
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

    /** Where the request that was judged last goes; null if nowhere. */
    @Nullable
    BackendSide backend() {
        return backend;
    }
}
