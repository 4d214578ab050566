package io.epochgateway.definition;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** HAProxy's converters that checks know; values are octets as characters. */
public enum CheckConverter {
    BASE64(0, 0) {
        @Override
        public String convert(String value, List<String> arguments) {
            return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.ISO_8859_1));
        }
    },
    BYTES(1, 2) {
        @Override
        public String convert(String value, List<String> arguments) {
            int from = Math.min(number(arguments, 0, 0), value.length());
            return value.substring(from, from + Math.min(number(arguments, 1, value.length()), value.length() - from));
        }
    },
    CUT_CRLF(0, 0) {
        @Override
        public String convert(String value, List<String> arguments) {
            int end = 0;
            while (end < value.length() && value.charAt(end) != '\r' && value.charAt(end) != '\n') {
                end++;
            }
            return value.substring(0, end);
        }
    },
    HEX(0, 0) {
        @Override
        public String convert(String value, List<String> arguments) {
            return HexFormat.of().withUpperCase().formatHex(value.getBytes(StandardCharsets.ISO_8859_1));
        }
    },
    LENGTH(0, 0) {
        @Override
        public String convert(String value, List<String> arguments) {
            return String.valueOf(value.length());
        }
    },
    LOWER(0, 0) {
        @Override
        public String convert(String value, List<String> arguments) {
            return value.toLowerCase(Locale.ROOT);
        }
    },
    LTRIM(1, 1) {
        @Override
        public String convert(String value, List<String> arguments) {
            int from = 0;
            while (from < value.length() && arguments.getFirst().indexOf(value.charAt(from)) >= 0) {
                from++;
            }
            return value.substring(from);
        }
    },
    RTRIM(1, 1) {
        @Override
        public String convert(String value, List<String> arguments) {
            int end = value.length();
            while (end > 0 && arguments.getFirst().indexOf(value.charAt(end - 1)) >= 0) {
                end--;
            }
            return value.substring(0, end);
        }
    },
    UPPER(0, 0) {
        @Override
        public String convert(String value, List<String> arguments) {
            return value.toUpperCase(Locale.ROOT);
        }
    };

    private final int fewest;
    private final int most;

    CheckConverter(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    /** Whether it can have so many arguments. */
    public boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** How many it can have, for messages. */
    public String takes() {
        return most == 0 ? "none" : fewest == most ? String.valueOf(most) : fewest + " to " + most;
    }

    /** Whether its arguments are numbers. */
    public boolean counts() {
        return this == BYTES;
    }

    public abstract String convert(String value, List<String> arguments);

    private static int number(List<String> arguments, int at, int otherwise) {
        return at < arguments.size() ? Integer.parseInt(arguments.get(at)) : otherwise;
    }
}
