package io.epochgateway.stream;

import io.epochgateway.http.MessageHead;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.rule.TcpRules;
import io.epochgateway.rule.TcpVerdict;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of {@code tcp-response content} of a backend of mode http make of one response: they are decided when
 * its head is there, or when inspect-delay is over. Event loop only.
 */
final class ResponseRules {

    private final StreamEvidence evidence;
    private final TcpRules rules;
    private final long delay;
    private @Nullable Inspection inspection;
    private @Nullable MessageHead head;
    private TcpVerdict verdict = TcpVerdict.WAIT;

    /**
     * Nothing is looked at yet.
     *
     * @param delay how long may be waited, in milliseconds; 0 for not at all
     */
    ResponseRules(StreamEvidence evidence, TcpRules rules, long delay) {
        this.evidence = evidence;
        this.rules = rules;
        this.delay = delay;
    }

    /**
     * The server is reached.
     *
     * @param decided called if the wait ends before the head is there
     */
    void begin(GatewayLoop loop, Runnable decided) {
        inspection =
                new Inspection(loop, evidence, (bytes, more) -> evidence.response(head, more), rules, delay, () -> {
                    look(false);
                    decided.run();
                });
        look(false);
    }

    /** The head of the final response is there. */
    void read(MessageHead response) {
        if (verdict == TcpVerdict.WAIT) {
            head = response;
            look(true);
            head = null;
        }
    }

    private void look(boolean last) {
        if (inspection != null) {
            verdict = inspection.look(Unpooled.EMPTY_BUFFER, last);
            evidence.response(null, false);
        }
    }

    /** What came of them; {@link TcpVerdict#WAIT} while they aren't decided. */
    TcpVerdict verdict() {
        return verdict;
    }

    /** Nothing more is looked at. */
    void end() {
        if (inspection != null) {
            inspection.end();
            inspection = null;
        }
    }
}
