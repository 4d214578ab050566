package io.epochgateway.stream;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.rule.TcpRules;
import io.epochgateway.rule.TcpVerdict;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a peer says first, until the rules of {@code tcp-request content} or {@code tcp-response content} are
 * decided: by the bytes, by the end of the peer's side, by a full buffer, or by the end of {@code inspect-delay}. Event loop only.
 */
final class Inspection {

    /** HAProxy's tune.bufsize less its tune.maxrewrite. */
    static final int MOST_BYTES = 16384 - 1024;

    private final GatewayLoop loop;
    private final StreamEvidence evidence;
    private final View view;
    private final TcpRules rules;
    private final long delay;
    private final Timer timer;
    private @Nullable Timer silence;
    private long patience;
    private boolean ended;
    private boolean begun;

    /** Shows the rules what there is, and whether more is waited for. */
    interface View {
        void show(ByteBuf bytes, boolean more);
    }

    /**
     * Of one stream.
     *
     * @param view of what the rules look at
     * @param delay how long may be waited, in milliseconds; 0 for not at all
     * @param again called when the time is over
     */
    Inspection(GatewayLoop loop, StreamEvidence evidence, View view, TcpRules rules, long delay, Runnable again) {
        this.loop = loop;
        this.evidence = evidence;
        this.view = view;
        this.rules = rules;
        this.delay = delay;
        this.timer = new Timer() {
            @Override
            protected void expired() {
                ended = true;
                again.run();
            }
        };
    }

    /**
     * Doesn't wait for a peer that is silent.
     *
     * @param millis for how long it may be; 0 for ever
     * @param gone called when it was for longer
     */
    void giveUpAfter(long millis, Runnable gone) {
        patience = millis;
        silence = new Timer() {
            @Override
            protected void expired() {
                gone.run();
            }
        };
    }

    /**
     * Looks at all there is so far.
     *
     * @param last whether nothing more will come
     */
    TcpVerdict look(ByteBuf bytes, boolean last) {
        ended |= last || delay == 0 || bytes.readableBytes() >= MOST_BYTES;
        view.show(bytes, !ended);
        TcpVerdict verdict = rules.judge(evidence, evidence.sample());
        if (verdict != TcpVerdict.WAIT) {
            end();
            return verdict;
        }
        if (!begun) {
            begun = true;
            loop.timers().arm(timer, delay);
        }
        if (silence != null) {
            loop.timers().arm(silence, patience);
        }
        return verdict;
    }

    /** Nothing more is looked at. */
    void end() {
        loop.timers().remove(timer);
        if (silence != null) {
            loop.timers().remove(silence);
        }
    }
}
