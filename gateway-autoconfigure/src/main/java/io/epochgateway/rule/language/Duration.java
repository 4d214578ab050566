package io.epochgateway.rule.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as HAProxy writes them: {@code 5s}, {@code 300ms}; a bare number is in milliseconds. Any thread. */
public final class Duration {

    private static final Pattern TIME = Pattern.compile("(\\d{1,10})(us|ms|s|m|h|d)?");

    private Duration() {}

    /** In milliseconds. */
    public static long millis(String text) throws Mistake {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new Mistake("'" + text + "' is no time", "Write a number and us, ms, s, m, h or d.");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2) == null ? "ms" : time.group(2)) {
            case "us" -> (number + 999) / 1000;
            case "s" -> number * 1000;
            case "m" -> number * 60_000;
            case "h" -> number * 3_600_000;
            case "d" -> number * 86_400_000;
            default -> number;
        };
    }
}
