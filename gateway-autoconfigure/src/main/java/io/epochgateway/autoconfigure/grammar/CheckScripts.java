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
        CheckStep before = null;
        for (CheckRule rule : rules) {
            switch (rule) {
                case CheckRule.Step(Connect connect, var own) -> {
                    refuse(before instanceof Connect || before instanceof SendRequest, "connect", "expect");
                    before = script.add(connect, own);
                }
                case CheckRule.Request send -> {
                    refuse(before instanceof SendRequest || before instanceof Expect, "send", "connect");
                    // the option speaks for the first request only
                    boolean first = script.sent().isEmpty();
                    before = script.add(merged(first ? request : HttpCheckLine.PLAIN, send, state), send.comment());
                }
                case CheckRule.Step(Expect expect, var own) -> {
                    refuse(before instanceof Connect, "expect", "send");
                    if (before == null) {
                        script.add(merged(request, EMPTY, state), null);
                    }
                    before = script.add(expect, own);
                }
                case CheckRule.Step step -> script.add(step.step(), step.comment());
                case CheckRule.Comment other -> script.comment(other);
                case CheckRule.DisableOn404 anywhere -> {}
                case CheckRule.SendState anywhere -> {}
            }
        }
        if (script.sent().isEmpty()) {
            script.add(merged(request, EMPTY, state), null);
        }
        if (script.lines.stream().noneMatch(line -> line.step() instanceof Expect)) {
            script.add(new Expect(Status.GOOD, false), null);
        }
        return new CheckScript(Kind.HTTP, script.connected(), rules.contains(new CheckRule.DisableOn404()));
    }

    private List<SendRequest> sent() {
        return lines.stream()
                .map(Line::step)
                .filter(SendRequest.class::isInstance)
                .map(SendRequest.class::cast)
                .toList();
    }

    private static void refuse(boolean wrong, String step, String missing) throws Mistake {
        if (wrong) {
            throw new Mistake(
                    "http-check: '" + step + "' can't follow here",
                    "Each connection has a 'send' and one 'expect' or more. Write '" + missing + "' before it.");
        }
    }

    private static SendRequest merged(HttpCheckLine.Request line, CheckRule.Request send, boolean state) {
        return new SendRequest(
                send.method() == null ? line.method() : send.method(),
                send.uri() == null ? CheckFormat.plain(line.uri()) : send.uri(),
                send.version() == null ? line.version() : send.version(),
                send.fields().isEmpty() ? line.fields() : send.fields(),
                send.body() == null ? CheckFormat.plain(line.body()) : send.body(),
                state);
    }

    private void comment(CheckRule.Comment other) {
        comment = other.text();
        number++;
    }

    private CheckStep add(CheckStep step, @Nullable String own) {
        number++;
        lines.add(new Line(number, own == null ? comment : own, step));
        return step;
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
