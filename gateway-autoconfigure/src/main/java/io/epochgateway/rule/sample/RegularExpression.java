package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Mistake;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions over octets, each a character, in Java's grammar. Any thread. */
public final class RegularExpression {

    private RegularExpression() {}

    /** Understands one. */
    public static Pattern of(String text, boolean anyCase) throws Mistake {
        try {
            return Pattern.compile(characters(text), anyCase ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new Mistake("'" + text + "' is no regular expression: " + e.getDescription(), "Correct it.");
        }
    }

    /** A text of the configuration with a character for each of its octets. */
    static String characters(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Writes a replacement in which a backslash and a digit stand for a group. */
    static void expand(String replacement, Matcher matcher, StringBuilder to) {
        for (int i = 0; i < replacement.length(); i++) {
            char next = replacement.charAt(i);
            if (next != '\\' || i + 1 == replacement.length()) {
                to.append(next);
                continue;
            }
            char behind = replacement.charAt(++i);
            if (behind < '0' || behind > '9') {
                to.append(behind);
            } else if (behind - '0' <= matcher.groupCount() && matcher.group(behind - '0') != null) {
                to.append(matcher.group(behind - '0'));
            }
        }
    }
}
