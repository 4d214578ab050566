package io.epochgateway.autoconfigure.grammar;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A duration in HAProxy's or in ISO 8601's notation, rounded up to milliseconds; HAProxy's limit of 2^31 - 1 of them. */
record TimeSpan() implements Scalar<Duration> {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d+)(us|ms|s|m|h|d)?");
    private static final String MEND =
            "Write a number with us, ms, s, m, h or d (a bare number is milliseconds), or ISO 8601 such as PT5S.";

    @Override
    public Duration parse(String text) throws Mistake {
        BigInteger micros = micros(text);
        if (micros.signum() < 0) {
            throw new Mistake("a duration can't be negative", "Use 0 for no limit, or a positive duration.");
        }
        BigInteger millis = micros.add(BigInteger.valueOf(999)).divide(BigInteger.valueOf(1000));
        if (millis.bitLength() > 31) {
            throw new Mistake("'" + text + "' is too long", "Use at most 24d.");
        }
        return Duration.ofMillis(millis.longValueExact());
    }

    private static BigInteger micros(String text) throws Mistake {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            return new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(microsPer(matcher.group(2))));
        }
        try {
            Duration duration = Duration.parse(text);
            return BigInteger.valueOf(duration.getSeconds())
                    .multiply(BigInteger.valueOf(1_000_000))
                    .add(BigInteger.valueOf((duration.getNano() + 999) / 1000));
        } catch (DateTimeException notIso) {
            throw new Mistake("'" + text + "' is no duration", MEND);
        }
    }

    private static long microsPer(@Nullable String unit) {
        return switch (unit) {
            case "us" -> 1;
            case "s" -> 1_000_000;
            case "m" -> 60_000_000;
            case "h" -> 3_600_000_000L;
            case "d" -> 86_400_000_000L;
            case null, default -> 1000;
        };
    }

    @Override
    public String values() {
        return "duration";
    }
}
