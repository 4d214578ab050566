package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckConverter;
import io.epochgateway.definition.CheckExpression;
import io.epochgateway.definition.CheckExpression.Constant;
import io.epochgateway.definition.CheckExpression.Conversion;
import io.epochgateway.definition.CheckExpression.Fact;
import io.epochgateway.definition.CheckExpression.Payload;
import io.epochgateway.definition.CheckExpression.ResponseField;
import io.epochgateway.definition.CheckExpression.Source;
import io.epochgateway.definition.CheckExpression.Variable;
import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckFormat.Part;
import io.epochgateway.definition.CheckFormat.Plain;
import io.epochgateway.definition.CheckFormat.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Expressions and log-formats, as far as checks know them. */
final class CheckTexts {

    private static final List<String> SOURCES = Stream.concat(
                    Stream.of("env", "int", "res.fhdr", "res.hdr", "res.payload", "str", "var"),
                    Stream.of(Fact.values()).map(CheckTexts::word))
            .sorted()
            .toList();
    private static final List<String> CONVERTERS =
            Stream.of(CheckConverter.values()).map(CheckTexts::word).toList();

    private final String text;
    private int at;

    private CheckTexts(String text) {
        this.text = text;
    }

    private static String word(Enum<?> constant) {
        String word = constant.name().toLowerCase(Locale.ROOT);
        return word.startsWith("res_") ? word.replace('_', '.') : word;
    }

    static CheckFormat format(String text) throws Mistake {
        return new CheckTexts(text).format();
    }

    static CheckExpression expression(String text) throws Mistake {
        CheckTexts reader = new CheckTexts(text);
        CheckExpression expression = reader.expression();
        if (reader.at < text.length()) {
            throw new Mistake(
                    "'" + text.substring(reader.at) + "' can't follow here", "Separate converters by commas.");
        }
        return expression;
    }

    private CheckFormat format() throws Mistake {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != '%') {
                plain.append(next);
                continue;
            }
            char what = at < text.length() ? text.charAt(at++) : 0;
            switch (what) {
                case '%' -> plain.append('%');
                case '[' -> add(parts, plain, bracketed());
                case 'b' -> add(parts, plain, new CheckExpression(Fact.BE_NAME, List.of()));
                case 's' -> add(parts, plain, new CheckExpression(Fact.SRV_NAME, List.of()));
                case 'H' -> add(parts, plain, new CheckExpression(Fact.HOSTNAME, List.of()));
                default ->
                    throw new Mistake(
                            "'%" + (what == 0 ? "" : what) + "' is nothing that a check knows",
                            "Write %[expression], %b, %s, %H, or %% for the sign itself.");
            }
        }
        if (!plain.isEmpty()) {
            parts.add(new Plain(plain.toString()));
        }
        return new CheckFormat(parts);
    }

    private static void add(List<Part> parts, StringBuilder plain, CheckExpression expression) {
        if (!plain.isEmpty()) {
            parts.add(new Plain(plain.toString()));
            plain.setLength(0);
        }
        parts.add(new Value(expression));
    }

    private CheckExpression bracketed() throws Mistake {
        CheckExpression expression = expression();
        if (at >= text.length() || text.charAt(at) != ']') {
            throw new Mistake("an expression is not closed", "Write ] behind it.");
        }
        at++;
        return expression;
    }

    private CheckExpression expression() throws Mistake {
        Source source = source(name(), arguments());
        List<Conversion> conversions = new ArrayList<>();
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            conversions.add(conversion(name(), arguments()));
        }
        return new CheckExpression(source, conversions);
    }

    private String name() {
        int from = at;
        while (at < text.length() && "(,]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private List<String> arguments() throws Mistake {
        List<String> arguments = new ArrayList<>();
        if (at >= text.length() || text.charAt(at) != '(') {
            return arguments;
        }
        StringBuilder argument = new StringBuilder();
        char quote = 0;
        for (at++; at < text.length(); at++) {
            char next = text.charAt(at);
            if (quote == 0 ? next == '"' || next == '\'' : next == quote) {
                quote = quote == 0 ? next : 0;
            } else if (quote == 0 && (next == ',' || next == ')')) {
                arguments.add(argument.toString());
                argument.setLength(0);
                if (next == ')') {
                    at++;
                    return arguments;
                }
            } else {
                argument.append(next);
            }
        }
        throw new Mistake("a parenthesis is not closed in '" + text + "'", "Close it.");
    }

    private static Source source(String name, List<String> arguments) throws Mistake {
        return switch (name) {
            case "str" -> new Constant(one(name, arguments));
            case "int" -> new Constant(String.valueOf(number(name, one(name, arguments))));
            case "env" -> {
                String value = System.getenv(one(name, arguments));
                yield new Constant(value == null ? "" : value);
            }
            case "var" -> new Variable(variable(one(name, arguments)));
            case "res.hdr", "res.fhdr" ->
                new ResponseField(new FieldToken().parse(one(name, arguments)), name.equals("res.fhdr"));
            case "res.payload" -> {
                if (arguments.size() != 2) {
                    throw new Mistake("'res.payload' takes an offset and a length", "Write res.payload(0,0) for all.");
                }
                yield new Payload(number(name, arguments.get(0)), number(name, arguments.get(1)));
            }
            default -> {
                for (Fact fact : Fact.values()) {
                    if (word(fact).equals(name)) {
                        yield fact;
                    }
                }
                throw CheckWords.unknown(name, "sample that a check knows", SOURCES);
            }
        };
    }

    private static String one(String name, List<String> arguments) throws Mistake {
        if (arguments.size() != 1) {
            throw new Mistake("'" + name + "' takes one argument", "Write it in parentheses.");
        }
        return arguments.getFirst();
    }

    private static int number(String name, String text) throws Mistake {
        try {
            return new WholeNumber(0, Integer.MAX_VALUE / 2).parse(text.strip());
        } catch (Mistake mistake) {
            throw new Mistake(name + ": " + mistake.reason(), mistake.mend());
        }
    }

    /** All scopes end with the check. */
    static String variable(String scoped) throws Mistake {
        if (!scoped.matches("(check|txn|sess)\\.[A-Za-z0-9_.]+")) {
            throw new Mistake("'" + scoped + "' is no variable of a check", "Write check. and a name.");
        }
        return scoped;
    }

    private static Conversion conversion(String name, List<String> arguments) throws Mistake {
        for (CheckConverter converter : CheckConverter.values()) {
            if (word(converter).equals(name)) {
                if (!converter.takes(arguments.size())) {
                    throw new Mistake(
                            "'" + name + "' has " + arguments.size() + " arguments",
                            "It takes " + converter.takes() + ".");
                }
                if (converter.counts()) {
                    for (String argument : arguments) {
                        number(name, argument);
                    }
                }
                return new Conversion(converter, List.copyOf(arguments));
            }
        }
        throw CheckWords.unknown(name, "converter that a check knows", CONVERTERS);
    }
}
