package io.epochgateway.proxy;

import io.epochgateway.rule.FrontendRules;
import io.epochgateway.rule.TcpRules;
import io.epochgateway.rule.TcpVerdict;
import io.epochgateway.rule.sample.Entrance;
import io.epochgateway.stats.Counter;
import io.epochgateway.stream.BackendSide;
import io.epochgateway.stream.EmbryonicSession;
import io.epochgateway.stream.FrontendSide;
import io.epochgateway.stream.RefusedClient;
import io.epochgateway.stream.Sessions;
import io.epochgateway.stream.StreamEvidence;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets the clients of one bind in, or not, as those rules of {@code tcp-request} say that come before the first byte of a
 * stream. Event loops only.
 *
 * @param acceptProxy whether every connection begins with a header of the PROXY protocol
 * @param listener what log lines call the bind
 * @param connections makes the handler of a client that is let in
 */
record Doorman(
        FrontendSide frontend,
        Sessions sessions,
        boolean acceptProxy,
        String listener,
        Entrance entrance,
        BiFunction<Channel, StreamEvidence, ChannelHandler> connections) {

    /** What begins a connection that was just accepted. */
    ChannelHandler meet(Channel client) {
        StreamEvidence evidence = new StreamEvidence(client, frontend.headLimits(), entrance);
        TcpVerdict verdict = judge(rules().connection(), evidence);
        ChannelHandler refused = refused(verdict, Counter.DCON);
        if (refused != null) {
            return refused;
        }
        if (acceptProxy || verdict == TcpVerdict.EXPECT_PROXY) {
            return new EmbryonicSession(frontend, sessions, listener, client, evidence, known -> {
                evidence.addressesMayDiffer();
                return letIn(known, evidence);
            });
        }
        return letIn(client, evidence);
    }

    private ChannelHandler letIn(Channel client, StreamEvidence evidence) {
        ChannelHandler refused = refused(judge(rules().session(), evidence), Counter.DSES);
        return refused != null ? refused : connections.apply(client, evidence);
    }

    private static TcpVerdict judge(@Nullable TcpRules rules, StreamEvidence evidence) {
        return rules == null ? TcpVerdict.ACCEPT : rules.judge(evidence, evidence.sample());
    }

    private FrontendRules<BackendSide> rules() {
        return Objects.requireNonNull(frontend.rules());
    }

    private @Nullable ChannelHandler refused(TcpVerdict verdict, Counter why) {
        return switch (verdict) {
            case REJECT -> RefusedClient.of(frontend, why);
            case DROP -> RefusedClient.dropped(frontend);
            default -> null;
        };
    }
}
