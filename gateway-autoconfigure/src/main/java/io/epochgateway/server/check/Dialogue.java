package io.epochgateway.server.check;

import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.CheckScript.Kind;
import io.epochgateway.definition.CheckScript.Line;
import io.epochgateway.definition.CheckStep;
import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.CheckStep.Expect;
import io.epochgateway.definition.CheckStep.Send;
import io.epochgateway.definition.CheckStep.SendRequest;
import io.epochgateway.definition.CheckStep.SetVariable;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.server.Operation;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A script while it is gone through, once. Event loop only. */
final class Dialogue implements CheckConnection.User {

    private final ScriptProbe probe;
    private final CheckScript script;
    private final GatewayLoop loop;
    private final Consumer<CheckResult> done;
    private final long start = System.nanoTime();
    private final Received received = new Received();
    private final CheckValues values;
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            tookTooLong();
        }
    };
    private @Nullable CheckConnection connection;
    private Verdict verdict = Verdict.good();
    private int at;
    private boolean over;

    Dialogue(ScriptProbe probe, GatewayLoop loop, Consumer<CheckResult> done) {
        this.probe = probe;
        this.script = probe.script();
        this.loop = loop;
        this.done = done;
        this.values = new CheckValues(probe.place(), received);
    }

    void begin() {
        proceed();
    }

    /** Takes steps until one has to wait. */
    private void proceed() {
        while (!over) {
            if (at == script.lines().size()) {
                passed();
            } else if (take(line().step())) {
                at++;
            } else {
                return;
            }
        }
    }

    private Line line() {
        return script.lines().get(Math.min(at, script.lines().size() - 1));
    }

    /** Whether the next step may follow at once. */
    private boolean take(CheckStep step) {
        verdict = Verdict.good();
        switch (step) {
            case Connect connect -> {
                connect(connect);
                return false;
            }
            case Send send -> {
                received.clear();
                send(send.hexadecimal() ? Octets.ofHexadecimal(values.text(send.data())) : values.text(send.data()));
            }
            case SendRequest request -> {
                received.expectResponse(request.method());
                send(RequestText.of(request, values, probe.place()));
            }
            case SetVariable variable -> values.set(variable);
            case Expect expect -> {
                return judge(expect);
            }
        }
        return true;
    }

    private void connect(Connect step) {
        if (connection != null) {
            connection.close();
        }
        received.begin();
        connection = new CheckConnection(probe.place(), step, this);
        loop.timers().arm(timer, probe.connect().toMillis());
        connection.open(loop);
    }

    private void send(String octets) {
        if (connection != null && !octets.isEmpty()) {
            connection.send(octets);
        }
    }

    /** Whether it is there. */
    private boolean judge(Expect expect) {
        if (received.isEmpty() && received.failure() != null) {
            end(CheckStatus.SOCKERR, Complaint.words(received.failure()) + complaint());
            return false;
        }
        Judgement judgement = new Judgement(script, line(), expect, received, values, serverWorks());
        verdict = judgement.verdict();
        if (verdict.outcome() == Verdict.Outcome.BAD) {
            end(verdict.status(), verdict.code(), verdict.info());
        }
        return verdict.outcome() == Verdict.Outcome.GOOD;
    }

    private boolean serverWorks() {
        return probe.place().server().condition().operation() != Operation.STOPPED;
    }

    @Override
    public void opened() {
        if (!probe.answer().isZero()) {
            loop.timers().arm(timer, probe.answer().toMillis());
        }
        at++;
        proceed();
    }

    @Override
    public void received(ByteBuf octets) {
        received.add(octets, script.kind() == Kind.HTTP);
        if (waitsForData()) {
            proceed();
        }
    }

    private boolean waitsForData() {
        return !over && at < script.lines().size() && line().step() instanceof Expect;
    }

    @Override
    public void ended(@Nullable Throwable failure) {
        if (connection == null) {
            return;
        }
        switch (connection.phase()) {
            case CONNECTING -> notConnected(failure);
            case SECURING -> end(CheckStatus.L6RSP, Complaint.ofHandshake(failure) + complaint());
            case OPEN -> {
                received.end(failure);
                if (waitsForData()) {
                    proceed();
                }
            }
        }
    }

    private void notConnected(@Nullable Throwable failure) {
        String words = failure == null ? "" : Complaint.words(failure);
        if (!words.equals(Complaint.RESET)) {
            end(CheckStatus.L4CON, words + complaint());
        } else if (connection != null && connection.encrypted()) {
            end(CheckStatus.L6RSP, Complaint.ofHandshake(failure) + complaint());
        } else {
            // who refuses says so: this one accepted, and was faster than we
            received.end(failure);
            opened();
        }
    }

    private void tookTooLong() {
        CheckStatus status = switch (connection == null ? CheckConnection.Phase.CONNECTING : connection.phase()) {
            case CONNECTING -> CheckStatus.L4TOUT;
            case SECURING -> CheckStatus.L6TOUT;
            case OPEN ->
                line().step() instanceof Expect expect
                        ? CheckStatus.valueOf(expect.timeoutStatus())
                        : CheckStatus.L7TOUT;
        };
        end(status, complaint());
    }

    private String complaint() {
        return script.kind() == Kind.TCP ? Complaint.at(line()) : "";
    }

    private void passed() {
        switch (line().step()) {
            case Expect expect -> end(verdict.status(), verdict.code(), verdict.info());
            case Connect connect -> {
                boolean encrypted = connection != null && connection.encrypted();
                end(encrypted ? CheckStatus.L6OK : CheckStatus.L4OK, connect.implicit() ? "" : "(tcp-check)");
            }
            default -> end(CheckStatus.L7OK, "(tcp-check)");
        }
    }

    private void end(CheckStatus status, String info) {
        end(status, 0, info);
    }

    /** Ends without a word. */
    void abandon() {
        over = true;
        loop.timers().remove(timer);
        if (connection != null) {
            connection.close();
        }
    }

    private void end(CheckStatus status, int code, String info) {
        if (over) {
            return;
        }
        abandon();
        done.accept(CheckResult.of(status, code, info, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
    }
}
