package io.epochgateway.rule.acl;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers: single ones, ranges, and what is beyond one. */
final class Ranges implements Match {

    private static final Pattern NUMBERS = Pattern.compile("(-?\\d{1,18})?(:?)(-?\\d{1,18})?");
    private static final Pattern VERSIONS = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})(?::(\\d{1,5})\\.(\\d{1,5}))?");

    private final long[] least;
    private final long[] most;
    private final boolean ofLength;

    private Ranges(List<long[]> ranges, boolean ofLength) {
        least = ranges.stream().mapToLong(range -> range[0]).toArray();
        most = ranges.stream().mapToLong(range -> range[1]).toArray();
        this.ofLength = ofLength;
    }

    /**
     * Reads numbers; an operator holds for those behind it.
     *
     * @param ofLength whether the sample's length is compared
     */
    static Ranges of(List<String> values, boolean ofLength) throws Mistake {
        List<long[]> ranges = new ArrayList<>();
        String operator = "eq";
        for (String value : values) {
            switch (value) {
                case "eq", "ge", "gt", "le", "lt" -> operator = value;
                default -> ranges.add(range(operator, value));
            }
        }
        return new Ranges(ranges, ofLength);
    }

    private static long[] range(String operator, String value) throws Mistake {
        Matcher numbers = NUMBERS.matcher(value);
        if (!numbers.matches() || numbers.group(1) == null && numbers.group(3) == null) {
            throw new Mistake(
                    "'" + value + "' is no number",
                    "Write a number, a range such as 1:10, or an operator (eq, ge, gt, le, lt) before it.");
        }
        long from = numbers.group(1) == null ? Long.MIN_VALUE : Long.parseLong(numbers.group(1));
        long to = from;
        if (!numbers.group(2).isEmpty()) {
            to = numbers.group(3) == null ? Long.MAX_VALUE : Long.parseLong(numbers.group(3));
        }
        return switch (operator) {
            case "ge" -> new long[] {from, Long.MAX_VALUE};
            case "gt" -> new long[] {to + 1, Long.MAX_VALUE};
            case "le" -> new long[] {Long.MIN_VALUE, to};
            case "lt" -> new long[] {Long.MIN_VALUE, from - 1};
            default -> new long[] {from, to};
        };
    }

    /** Reads versions {@code major.minor}, as ranges or single ones, as those of TLS are compared. */
    static Ranges ofVersions(List<String> values) throws Mistake {
        List<long[]> ranges = new ArrayList<>();
        String operator = "eq";
        for (String value : values) {
            switch (value) {
                case "eq", "ge", "gt", "le", "lt" -> operator = value;
                default -> {
                    Matcher versions = VERSIONS.matcher(value);
                    if (!versions.matches()) {
                        throw new Mistake("'" + value + "' is no version", "Write for example 3.1.");
                    }
                    long from = version(versions, 1);
                    long to = versions.group(3) == null ? from : version(versions, 3);
                    ranges.add(range(operator, from + ":" + to));
                }
            }
        }
        return new Ranges(ranges, false);
    }

    private static long version(Matcher versions, int group) {
        return Long.parseLong(versions.group(group)) << 16 | Long.parseLong(versions.group(group + 1));
    }

    @Override
    public boolean matches(Sample sample) {
        long number;
        if (ofLength) {
            if (!isOctets(sample) && !sample.asText()) {
                return false;
            }
            number = sample.length();
        } else if (sample.asNumber()) {
            number = sample.number();
        } else {
            return false;
        }
        for (int i = 0; i < least.length; i++) {
            if (number >= least[i] && number <= most[i]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOctets(Sample sample) {
        return sample.type() == Type.TEXT || sample.type() == Type.BINARY;
    }
}
