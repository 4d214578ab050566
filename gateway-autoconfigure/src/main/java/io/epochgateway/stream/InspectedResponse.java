package io.epochgateway.stream;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.rule.TcpRules;
import io.epochgateway.server.ServerConnectionListener;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a server says first from the client until the rules of {@code tcp-response content} are decided; then all of
 * it goes on, and what follows with it. Event loop only.
 */
final class InspectedResponse implements ServerConnectionListener {

    private final ClientSide client;
    private final Tunnel tunnel;
    private final StreamEvidence evidence;
    private final Termination termination;
    private final Journal journal;
    private final Inspection inspection;
    private @Nullable ByteBuf held;
    private boolean ended;
    private boolean over;
    private boolean passed;

    /**
     * Looks at nothing yet.
     *
     * @param rules the backend's for responses
     * @param delay how long may be waited, in milliseconds; 0 for not at all
     */
    InspectedResponse(
            GatewayLoop loop,
            ClientSide client,
            Tunnel tunnel,
            StreamEvidence evidence,
            Termination termination,
            Journal journal,
            TcpRules rules,
            long delay) {
        this.client = client;
        this.tunnel = tunnel;
        this.evidence = evidence;
        this.termination = termination;
        this.journal = journal;
        this.inspection = new Inspection(loop, evidence, evidence::answer, rules, delay, this::look);
    }

    /** Looks at what there is; what is to be done with it is done once that is known. */
    void look() {
        if (over) {
            return;
        }
        switch (inspection.look(held == null ? Unpooled.EMPTY_BUFFER : held, ended)) {
            case WAIT -> tunnel.touch();
            case REJECT -> {
                termination.tell(Cause.PROXY, Phase.DATA);
                journal.responseDenied();
                withhold();
                tunnel.close();
            }
            case DROP -> {
                termination.tell(Cause.PROXY, Phase.REQUEST);
                journal.deniedBehind();
                withhold();
                client.vanish();
            }
            case CLOSE -> {
                pass();
                tunnel.leaveServer();
            }
            case ACCEPT, EXPECT_PROXY, SWITCH_MODE -> pass();
        }
    }

    private void withhold() {
        journal.withheld(held == null ? 0 : held.readableBytes());
        end();
    }

    private void pass() {
        ByteBuf all = held;
        held = null;
        passed = true;
        end();
        if (all != null) {
            tunnel.received(all);
            all.release();
        }
        tunnel.answered();
    }

    /** Nothing more is looked at, and what is held is nobody's any more. */
    void end() {
        if (over) {
            return;
        }
        over = true;
        inspection.end();
        evidence.answer(null, false);
        if (held != null) {
            held.release();
            held = null;
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        if (passed) {
            tunnel.received(bytes);
        } else if (!over) {
            if (held == null) {
                held = client.allocator().directBuffer(bytes.readableBytes());
            }
            held.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
            look();
        }
    }

    @Override
    public void inputEnded() {
        ended = true;
        look();
        if (passed) {
            tunnel.inputEnded();
        }
    }

    @Override
    public void drained() {
        tunnel.drained();
    }

    @Override
    public void closed() {
        end();
        tunnel.closed();
    }
}
