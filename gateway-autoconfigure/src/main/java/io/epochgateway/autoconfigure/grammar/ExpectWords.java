package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckExpression;
import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckMatch;
import io.epochgateway.definition.CheckMatch.Field;
import io.epochgateway.definition.CheckMatch.FieldTest;
import io.epochgateway.definition.CheckMatch.FieldTest.How;
import io.epochgateway.definition.CheckMatch.Formatted;
import io.epochgateway.definition.CheckMatch.Regex;
import io.epochgateway.definition.CheckMatch.Status;
import io.epochgateway.definition.CheckMatch.StatusRange;
import io.epochgateway.definition.CheckMatch.StatusRegex;
import io.epochgateway.definition.CheckMatch.Text;
import io.epochgateway.definition.CheckStep.Expect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What follows {@code expect} in {@code tcp-check} and {@code http-check}. */
final class ExpectWords {

    private static final List<String> OPTIONS = List.of(
            "min-recv", "comment", "ok-status", "error-status", "tout-status", "on-success", "on-error", "status-code");
    private static final List<String> OF_TCP =
            List.of("string", "rstring", "string-lf", "binary", "rbinary", "binary-lf");
    private static final List<String> OF_HTTP =
            List.of("status", "rstatus", "hdr", "fhdr", "string", "rstring", "string-lf");
    private static final List<String> OK = List.of("L7OK", "L7OKC", "L6OK", "L4OK");
    private static final List<String> ERROR = List.of("L7RSP", "L7STS", "L6RSP", "L4CON");
    private static final List<String> TIMEOUT = List.of("L7TOUT", "L6TOUT", "L4TOUT");
    private static final WholeNumber STATUS = new WholeNumber(100, 999);

    private final CheckWords words;
    private final List<String> matches;
    private int minRecv = -1;
    private @Nullable String comment;
    private String okStatus = "L7OK";
    private @Nullable String errorStatus;
    private String timeoutStatus = "L7TOUT";
    private @Nullable CheckFormat onSuccess;
    private @Nullable CheckFormat onError;
    private @Nullable CheckExpression statusCode;

    private ExpectWords(CheckWords words, List<String> matches) {
        this.words = words;
        this.matches = matches;
    }

    static CheckRule ofTcp(CheckWords words) throws Mistake {
        return new ExpectWords(words, OF_TCP).read();
    }

    static CheckRule ofHttp(CheckWords words) throws Mistake {
        return new ExpectWords(words, OF_HTTP).read();
    }

    /** Options may stand before and behind what is matched. */
    private CheckRule read() throws Mistake {
        options();
        String word = words.next("expect");
        boolean not = word.startsWith("!");
        String kind = word.equals("!") ? words.next("!") : not ? word.substring(1) : word;
        if (!matches.contains(kind)) {
            throw CheckWords.unknown(kind, "thing that can be expected", matches);
        }
        CheckMatch match = match(kind);
        options();
        words.end();
        Expect expect =
                new Expect(match, not, minRecv, okStatus, errorStatus, timeoutStatus, onSuccess, onError, statusCode);
        return new CheckRule.Step(expect, comment);
    }

    private void options() throws Mistake {
        while (OPTIONS.contains(words.peek())) {
            String option = words.next("expect");
            switch (option) {
                case "min-recv" -> minRecv = words.number(option, -1, Integer.MAX_VALUE);
                case "comment" -> comment = words.next(option);
                case "ok-status" -> okStatus = status(option, OK);
                case "error-status" -> errorStatus = status(option, ERROR);
                case "tout-status" -> timeoutStatus = status(option, TIMEOUT);
                case "on-success" -> onSuccess = CheckTexts.format(words.next(option));
                case "on-error" -> onError = CheckTexts.format(words.next(option));
                default -> statusCode = CheckTexts.expression(words.next(option));
            }
        }
    }

    private String status(String option, List<String> valid) throws Mistake {
        String status = words.next(option);
        if (!valid.contains(status)) {
            throw CheckWords.unknown(status, option, valid);
        }
        return status;
    }

    private CheckMatch match(String kind) throws Mistake {
        return switch (kind) {
            case "status" -> new Status(ranges(words.next(kind)));
            case "rstatus" -> new StatusRegex(words.pattern(kind));
            case "string" -> new Text(words.next(kind), false);
            case "binary" -> new Text(words.octets(kind), true);
            case "rstring" -> new Regex(words.pattern(kind), false);
            case "rbinary" -> new Regex(words.pattern(kind), true);
            case "string-lf" -> new Formatted(CheckTexts.format(words.next(kind)), false);
            case "binary-lf" -> new Formatted(CheckTexts.format(words.next(kind)), true);
            default -> field(kind);
        };
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

    private CheckMatch field(String kind) throws Mistake {
        String name = words.next(kind);
        if (!name.equals("name") && !name.equals("name-lf")) {
            throw CheckWords.unknown(name, "word that follows " + kind, List.of("name", "name-lf"));
        }
        FieldTest ofName = test(name, name.equals("name-lf"));
        if (!words.peek().equals("value") && !words.peek().equals("value-lf")) {
            return new Field(ofName, null, kind.equals("fhdr"));
        }
        String value = words.next(kind);
        return new Field(ofName, test(value, value.equals("value-lf")), kind.equals("fhdr"));
    }

    private FieldTest test(String word, boolean format) throws Mistake {
        How how = words.peek().equals("-m") ? how(words.next(words.next(word))) : How.STR;
        if (how == How.REG && !format) {
            Pattern pattern = words.pattern(word);
            return new FieldTest(how, CheckFormat.plain(""), pattern);
        }
        String text = words.next(word);
        if (how == How.REG) {
            throw new Mistake("'" + word + "' takes no regular expression", "Leave -lf or -m reg out.");
        }
        return new FieldTest(how, format ? CheckTexts.format(text) : CheckFormat.plain(text), null);
    }

    private static How how(String method) throws Mistake {
        for (How known : How.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(method)) {
                return known;
            }
        }
        throw CheckWords.unknown(method, "method of matching", List.of("str", "beg", "end", "sub", "reg"));
    }
}
