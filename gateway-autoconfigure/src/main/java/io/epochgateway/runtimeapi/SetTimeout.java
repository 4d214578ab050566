package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Changes how long the one who asks may stay silent. */
final class SetTimeout implements Command {

    private static final Pattern DELAY = Pattern.compile("(\\d{1,10})(us|ms|s|m|h|d)?");
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    @Override
    public String words() {
        return "set timeout";
    }

    @Override
    public String usage() {
        return "cli <delay>";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "let this connection stay silent for so long";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        if (!arguments.word(0).equals("cli")) {
            reply.line("'set timeout' only supports 'cli'.");
        } else if (arguments.count() < 2) {
            reply.line("Expects an integer value.");
        } else {
            Duration timeout = seconds(arguments.word(1));
            if (timeout == null) {
                reply.line("Invalid timeout value.");
            } else {
                arguments.conversation().timeout(timeout);
            }
        }
    }

    /** A bare number is seconds here; null for what is no number from 1 on, or too long. */
    private static @Nullable Duration seconds(String text) {
        Matcher matcher = DELAY.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        Duration timeout = Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
        return timeout.isZero() || timeout.compareTo(LONGEST) > 0 ? null : timeout;
    }

    private static ChronoUnit unit(@Nullable String suffix) {
        return switch (suffix) {
            case "us" -> ChronoUnit.MICROS;
            case "ms" -> ChronoUnit.MILLIS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            case null, default -> ChronoUnit.SECONDS;
        };
    }
}
