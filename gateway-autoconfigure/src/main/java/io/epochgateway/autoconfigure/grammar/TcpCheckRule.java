package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckStep;
import io.epochgateway.definition.CheckStep.Send;
import io.epochgateway.definition.CheckStep.SetVariable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HAProxy's {@code tcp-check}. */
record TcpCheckRule() implements Scalar<CheckRule> {

    private static final List<String> KINDS = List.of(
            "connect", "send", "send-lf", "send-binary", "send-binary-lf", "expect", "comment", "set-var", "unset-var");

    @Override
    public CheckRule parse(String text) throws Mistake {
        CheckWords words = new CheckWords(text);
        String kind = words.next("tcp-check");
        return switch (kind) {
            case "connect" -> ConnectWords.read(words);
            case "send" -> send(words, CheckFormat.plain(words.next(kind)), false);
            case "send-lf" -> send(words, CheckTexts.format(words.next(kind)), false);
            case "send-binary" -> send(words, CheckFormat.plain(words.octets(kind)), false);
            case "send-binary-lf" -> send(words, CheckTexts.format(words.next(kind)), true);
            case "expect" -> ExpectWords.ofTcp(words);
            default -> ofBoth(kind, words, "tcp-check", KINDS);
        };
    }

    private static CheckRule send(CheckWords words, CheckFormat data, boolean hexadecimal) throws Mistake {
        return step(new Send(data, hexadecimal), words);
    }

    /** What both kinds of lines have in common. */
    static CheckRule ofBoth(String kind, CheckWords words, String keyword, List<String> valid) throws Mistake {
        if (kind.equals("comment")) {
            CheckRule comment = new CheckRule.Comment(words.next(kind));
            words.end();
            return comment;
        }
        int parenthesis = kind.indexOf('(');
        String name = parenthesis < 0 || !kind.endsWith(")") ? "" : kind.substring(parenthesis + 1, kind.length() - 1);
        return switch (parenthesis < 0 ? kind : kind.substring(0, parenthesis)) {
            case "set-var" ->
                step(new SetVariable(CheckTexts.variable(name), CheckTexts.expression(words.next(kind))), words);
            case "unset-var" -> step(new SetVariable(CheckTexts.variable(name), null), words);
            default -> throw CheckWords.unknown(kind, keyword + " rule that is supported", valid);
        };
    }

    private static CheckRule step(CheckStep step, CheckWords words) throws Mistake {
        @Nullable String comment = null;
        if (words.peek().equals("comment")) {
            comment = words.next(words.next("comment"));
        }
        words.end();
        return new CheckRule.Step(step, comment);
    }

    @Override
    public String values() {
        return "`connect [port p] [addr a] [ssl] [sni s] [alpn a] [send-proxy] [linger] [default]`, `send text`,"
                + " `send-lf format`, `send-binary hex`, `send-binary-lf format`,"
                + " `expect [!] string|rstring|string-lf|binary|rbinary|binary-lf value`, `comment text`,"
                + " `set-var(check.name) expression`, `unset-var(check.name)`";
    }
}
