package io.epochgateway.autoconfigure.grammar;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number of bytes between two bounds, both included; a bare number, or one with HAProxy's or Spring's units. */
record Size(int lowest, int highest) implements Scalar<Integer> {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d+)(k|kb|m|mb|g|gb|b)?");

    @Override
    public Integer parse(String text) throws Mistake {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new Mistake("'" + text + "' is no size", "Write a number of bytes, or one with k, m or g.");
        }
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift(matcher.group(2)));
        if (bytes.compareTo(BigInteger.valueOf(lowest)) < 0 || bytes.compareTo(BigInteger.valueOf(highest)) > 0) {
            throw new Mistake("'" + text + "' is out of range", "Use " + lowest + " to " + highest + " bytes.");
        }
        return bytes.intValue();
    }

    private static int shift(@Nullable String unit) {
        return switch (unit) {
            case "k", "kb" -> 10;
            case "m", "mb" -> 20;
            case "g", "gb" -> 30;
            case null, default -> 0;
        };
    }

    @Override
    public String values() {
        return "size";
    }
}
