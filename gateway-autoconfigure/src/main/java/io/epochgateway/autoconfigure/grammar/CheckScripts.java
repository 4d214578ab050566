package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckMatch.Status;
import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.CheckScript.Kind;
import io.epochgateway.definition.CheckScript.Line;
import io.epochgateway.definition.CheckStep;
import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.CheckStep.Expect;
import io.epochgateway.definition.CheckStep.SendRequest;
import io.epochgateway.definition.CheckStep.SetVariable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes scripts of the lines that are written, with what HAProxy adds to them. */
final class CheckScripts {

    private static final CheckRule.Request EMPTY = new CheckRule.Request(null, null, null, List.of(), null, null);

    private final List<Line> lines = new ArrayList<>();
    private @Nullable String comment;
    private int number;

    private CheckScripts() {}

    static CheckScript tcp(List<CheckRule> rules) throws Mistake {
        CheckScripts script = new CheckScripts();
        for (CheckRule rule : rules) {
            switch (rule) {
                case CheckRule.Step step -> script.add(step.step(), step.comment());
                case CheckRule.Comment other -> script.comment(other);
                default -> throw new IllegalStateException("tcp-check has no " + rule);
            }
        }
        return new CheckScript(Kind.TCP, script.connected(), false);
    }

    static CheckScript http(HttpCheckLine.Request request, List<CheckRule> rules) throws Mistake {
        CheckScripts script = new CheckScripts();
        boolean state = rules.contains(new CheckRule.SendState());
        boolean connects = rules.stream().anyMatch(rule -> rule instanceof CheckRule.Step(Connect step, var ignored));
        boolean sends = rules.stream().anyMatch(CheckRule.Request.class::isInstance);
        if (!connects && !sends) {
            script.add(merged(request, EMPTY, state), null);
        }
        boolean sent = !sends;
        for (CheckRule rule : rules) {
            switch (rule) {
                case CheckRule.Step step -> {
                    sent &= !(step.step() instanceof Connect);
                    script.add(step.step(), step.comment());
                }
                case CheckRule.Request send -> {
                    if (sent) {
                        throw new Mistake(
                                "there is a second 'http-check send' on a connection",
                                "Write 'connect' before it, and before the first one.");
                    }
                    sent = true;
                    script.add(merged(request, send, state), send.comment());
                }
                case CheckRule.Comment other -> script.comment(other);
                case CheckRule.DisableOn404 anywhere -> {}
                case CheckRule.SendState anywhere -> {}
            }
        }
        if (script.lines.stream().noneMatch(line -> line.step() instanceof Expect)) {
            script.add(new Expect(Status.GOOD, false), null);
        }
        return new CheckScript(Kind.HTTP, script.connected(), rules.contains(new CheckRule.DisableOn404()));
    }

    private static SendRequest merged(HttpCheckLine.Request line, CheckRule.Request send, boolean state) {
        return new SendRequest(
                send.method() == null ? line.method() : send.method(),
                send.uri() == null ? CheckFormat.plain(line.uri()) : send.uri(),
                send.version() == null ? line.version() : send.version(),
                send.fields(),
                send.body() == null ? CheckFormat.plain("") : send.body(),
                state);
    }

    private void comment(CheckRule.Comment other) {
        comment = other.text();
        number++;
    }

    private void add(CheckStep step, @Nullable String own) {
        number++;
        lines.add(new Line(number, own == null ? comment : own, step));
    }

    /** With a connection to begin with. */
    private List<Line> connected() throws Mistake {
        int first = 0;
        while (first < lines.size() && lines.get(first).step() instanceof SetVariable) {
            first++;
        }
        boolean connects = lines.stream().anyMatch(line -> line.step() instanceof Connect);
        if (connects && !(lines.get(first).step() instanceof Connect)) {
            throw new Mistake(
                    "the first step is no 'connect', but a later one is",
                    "Begin with 'connect'; only 'comment', 'set-var' and 'unset-var' may go before it.");
        }
        if (!connects) {
            lines.addFirst(new Line(0, null, Connect.IMPLICIT));
        }
        return lines;
    }
}
