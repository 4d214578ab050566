package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckStep.SendRequest;
import java.util.ArrayList;
import java.util.List;

/** HAProxy's {@code http-check}. */
record HttpCheckRule() implements Scalar<CheckRule> {

    private static final List<String> KINDS =
            List.of("connect", "send", "expect", "comment", "set-var", "unset-var", "disable-on-404", "send-state");
    private static final List<String> OF_SEND =
            List.of("meth", "uri", "uri-lf", "ver", "hdr", "body", "body-lf", "comment");

    @Override
    public CheckRule parse(String text) throws Mistake {
        CheckWords words = new CheckWords(text);
        String kind = words.next("http-check");
        return switch (kind) {
            case "connect" -> ConnectWords.read(words);
            case "send" -> send(words);
            case "expect" -> ExpectWords.ofHttp(words);
            case "disable-on-404" -> {
                words.end();
                yield new CheckRule.DisableOn404();
            }
            case "send-state" -> {
                words.end();
                yield new CheckRule.SendState();
            }
            default -> TcpCheckRule.ofBoth(kind, words, "http-check", KINDS);
        };
    }

    private static CheckRule send(CheckWords words) throws Mistake {
        String method = null;
        CheckFormat uri = null;
        String version = null;
        CheckFormat body = null;
        String comment = null;
        List<SendRequest.Field> fields = new ArrayList<>();
        while (words.more()) {
            String word = words.next("send");
            switch (word) {
                case "meth" -> method = new FieldToken().parse(words.next(word));
                case "uri" -> uri = CheckFormat.plain(target(words.next(word)));
                case "uri-lf" -> uri = CheckTexts.format(target(words.next(word)));
                case "ver" -> version = HttpCheckLine.version(words.next(word));
                case "hdr" ->
                    fields.add(new SendRequest.Field(
                            new FieldToken().parse(words.next(word)), CheckTexts.format(value(words.next(word)))));
                case "body" -> body = CheckFormat.plain(words.next(word));
                case "body-lf" -> body = CheckTexts.format(words.next(word));
                case "comment" -> comment = words.next(word);
                default -> throw CheckWords.unknown(word, "word of http-check send", OF_SEND);
            }
        }
        return new CheckRule.Request(method, uri, version, List.copyOf(fields), body, comment);
    }

    private static String target(String text) throws Mistake {
        if (text.chars().anyMatch(character -> character <= ' ')) {
            throw new Mistake("'" + text + "' is no URI", "Leave blanks out.");
        }
        return text;
    }

    private static String value(String text) throws Mistake {
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new Mistake("the value of a header field has more than one line", "Write each field with hdr.");
        }
        return text;
    }

    @Override
    public String values() {
        return "`send [meth m] [uri u] [uri-lf f] [ver v] [hdr name format]... [body text] [body-lf f]`,"
                + " `expect [!] status|rstatus|hdr|fhdr|string|rstring|string-lf value`, `disable-on-404`, `send-state`,"
                + " and as `tcp-check`: `connect ...`, `comment text`, `set-var(check.name) expression`,"
                + " `unset-var(check.name)`";
    }
}
