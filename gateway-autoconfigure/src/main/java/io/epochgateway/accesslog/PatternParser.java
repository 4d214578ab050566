package io.epochgateway.accesslog;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.LogPatterns.Pattern;
import io.epochgateway.definition.NearestWord;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a log-format string: text, {@code %alias}, {@code %{flags}alias}, {@code %[expression]} and {@code %%}.
 * {@code %{flags}o} sets the flags of all that follow it.
 */
final class PatternParser {

    private final Pattern pattern;
    private final String text;
    private final Surroundings around;
    private final Aliases aliases;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private Flags general = Flags.NONE;
    private int at;

    PatternParser(Pattern pattern, Surroundings around) {
        this.pattern = pattern;
        this.text = pattern.text();
        this.around = around;
        this.aliases = new Aliases(around.early());
    }

    List<Piece> parse() {
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '%') {
                variable();
            } else if (next == ' ') {
                endLiteral();
                pieces.add(Piece.BLANK);
            } else {
                literal.append(next);
            }
        }
        endLiteral();
        return pieces;
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            pieces.add(Piece.text(literal.toString()));
            literal.setLength(0);
        }
    }

    private void variable() {
        if (at < text.length() && text.charAt(at) == '%') {
            literal.append('%');
            at++;
            return;
        }
        Flags flags = general;
        if (at < text.length() && text.charAt(at) == '{') {
            int close = text.indexOf('}', at);
            if (close < 0) {
                throw mistake("'%" + text.substring(at) + "' lacks its closing brace", "Close it before the alias.");
            }
            flags = general.with(text.substring(at + 1, close));
            at = close + 1;
        }
        if (at < text.length() && text.charAt(at) == '[') {
            expression(flags);
        } else {
            alias(flags);
        }
    }

    private void expression(Flags flags) {
        int end = around.expressions().end(text, at + 1);
        if (end < 0) {
            throw mistake("'%" + text.substring(at) + "' is not closed", "Write ']' behind the sample.");
        }
        Lookup lookup = around.expressions().read(pattern, text.substring(at + 1, end), around.use());
        at = end + 1;
        endLiteral();
        pieces.add(ExpressionPart.of(lookup, flags, around.use()));
    }

    private void alias(Flags flags) {
        int start = at;
        while (at < text.length() && isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (name.isEmpty()) {
            throw mistake("a '%' has no alias behind it", "Write %% for a percent sign.");
        }
        if (name.equals("o")) {
            general = flags;
            return;
        }
        if (!Aliases.NAMES.contains(name)) {
            throw mistake(
                    "'%" + name + "' is no alias", NearestWord.mend(name, Aliases.NAMES) + " %% is a percent sign.");
        }
        if (!around.http() && Aliases.OF_HTTP.contains(name)) {
            throw mistake("'%" + name + "' says something of requests, and mode tcp has none", "Leave it out.");
        }
        endLiteral();
        pieces.add(aliases.of(name, flags));
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    private DefinitionException mistake(String reason, String mend) {
        return new DefinitionException(pattern.property(), text, reason, mend);
    }
}
