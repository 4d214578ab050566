package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.HttpCheckDefinition.Expect;
import io.epochgateway.definition.HttpCheckDefinition.Status;
import io.epochgateway.definition.HttpCheckDefinition.StatusRange;
import io.epochgateway.definition.HttpCheckDefinition.Text;
import io.epochgateway.definition.NearestWord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** HAProxy's {@code http-check}: {@code send}, {@code expect} and {@code disable-on-404}. */
record HttpCheckRule() implements Scalar<HttpCheckRule.Rule> {

    /** One of them. */
    sealed interface Rule {}

    /** What a request has instead of what {@code option httpchk} says; null where it has the same. */
    record Send(
            @Nullable String method,
            @Nullable String uri,
            @Nullable String version,
            List<String> fields,
            @Nullable String body)
            implements Rule {}

    record Expected(Expect expect) implements Rule {}

    record DisableOn404() implements Rule {}

    private static final WholeNumber STATUS = new WholeNumber(100, 999);

    @Override
    public Rule parse(String text) throws Mistake {
        Iterator<String> words = Arguments.of(text).iterator();
        String kind = words.hasNext() ? words.next() : "";
        return switch (kind) {
            case "send" -> send(words);
            case "expect" -> new Expected(expect(words));
            case "disable-on-404" -> {
                end(words);
                yield new DisableOn404();
            }
            default ->
                throw new Mistake(
                        "'" + kind + "' is no http-check rule that is supported",
                        NearestWord.mend(kind, List.of("send", "expect", "disable-on-404")));
        };
    }

    private static Send send(Iterator<String> words) throws Mistake {
        String method = null;
        String uri = null;
        String version = null;
        String body = null;
        List<String> fields = new ArrayList<>();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "meth" -> method = next(words, word);
                case "uri" -> uri = next(words, word);
                case "ver" -> version = HttpCheckLine.version(next(words, word));
                case "hdr" -> fields.add(new FieldToken().parse(next(words, word)) + ": " + next(words, word));
                case "body" -> body = next(words, word);
                default ->
                    throw new Mistake(
                            "'" + word + "' is no word of http-check send",
                            NearestWord.mend(word, List.of("meth", "uri", "ver", "hdr", "body")));
            }
        }
        return new Send(method, uri, version, List.copyOf(fields), body);
    }

    private static Expect expect(Iterator<String> words) throws Mistake {
        String word = next(words, "expect");
        boolean not = word.equals("!");
        String match = not ? next(words, "!") : word.startsWith("!") ? word.substring(1) : word;
        not |= word.startsWith("!");
        String value = next(words, match);
        Expect expect = switch (match) {
            case "status" -> new Status(ranges(value), not);
            case "rstatus" -> new Text(not, null, pattern(value), false);
            case "string" -> new Text(not, value, null, true);
            case "rstring" -> new Text(not, null, pattern(value), true);
            default ->
                throw new Mistake(
                        "'" + match + "' is nothing that can be expected",
                        NearestWord.mend(match, List.of("status", "rstatus", "string", "rstring")));
        };
        end(words);
        return expect;
    }

    private static List<StatusRange> ranges(String text) throws Mistake {
        List<StatusRange> ranges = new ArrayList<>();
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            int lowest = STATUS.parse(dash < 0 ? range : range.substring(0, dash));
            int highest = dash < 0 ? lowest : STATUS.parse(range.substring(dash + 1));
            if (highest < lowest) {
                throw new Mistake("'" + range + "' is no range", "Write the lower status first.");
            }
            ranges.add(new StatusRange(lowest, highest));
        }
        return List.copyOf(ranges);
    }

    private static Pattern pattern(String text) throws Mistake {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new Mistake("'" + text + "' is no regular expression", wrong.getDescription() + ".");
        }
    }

    private static String next(Iterator<String> words, String of) throws Mistake {
        if (!words.hasNext()) {
            throw new Mistake("'" + of + "' lacks its value", "Write it behind the keyword.");
        }
        return words.next();
    }

    private static void end(Iterator<String> words) throws Mistake {
        if (words.hasNext()) {
            throw new Mistake("'" + words.next() + "' can't follow here", "Put text with blanks in quotes.");
        }
    }

    @Override
    public String values() {
        return "`send [meth m] [uri u] [ver v] [hdr name value]... [body text]`,"
                + " `expect [!] status|rstatus|string|rstring value`, `disable-on-404`";
    }
}
