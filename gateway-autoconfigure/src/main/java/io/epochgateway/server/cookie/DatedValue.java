package io.epochgateway.server.cookie;

/**
 * A cookie's value with the dates that {@code maxidle} and {@code maxlife} live on, as HAProxy writes them: the value,
 * when it was seen last, when it was given first, separated by {@code |}. A date is five digits of base 64, in steps of
 * four seconds since 1970.
 *
 * @param value what names the server
 * @param last seconds since 1970; 0 if there is none
 * @param first seconds since 1970; 0 if there is none
 */
record DatedValue(String value, long last, long first) {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int DATE_LENGTH = 5;
    private static final int STEP_SECONDS = 4;
    private static final char SEPARATOR = '|';

    static DatedValue parse(String text) {
        int lastAt = text.indexOf(SEPARATOR);
        if (lastAt < 0) {
            return new DatedValue(text, 0, 0);
        }
        int firstAt = text.indexOf(SEPARATOR, lastAt + 1);
        long first = firstAt < 0 ? 0 : date(text, firstAt + 1, text.length());
        return new DatedValue(
                text.substring(0, lastAt), date(text, lastAt + 1, firstAt < 0 ? text.length() : firstAt), first);
    }

    private static long date(String text, int from, int to) {
        if (to - from < DATE_LENGTH) {
            return 0;
        }
        long steps = 0;
        for (int at = from; at < from + DATE_LENGTH; at++) {
            int digit = DIGITS.indexOf(text.charAt(at));
            if (digit < 0) {
                return 0;
            }
            steps = steps << 6 | digit;
        }
        return steps * STEP_SECONDS;
    }

    /** As it is written into a cookie; dates that are 0 are left out. */
    String text() {
        return last == 0 ? value : value + SEPARATOR + digits(last) + (first == 0 ? "" : SEPARATOR + digits(first));
    }

    private static String digits(long seconds) {
        long steps = (seconds + STEP_SECONDS - 1) / STEP_SECONDS;
        char[] digits = new char[DATE_LENGTH];
        for (int at = DATE_LENGTH - 1; at >= 0; at--) {
            digits[at] = DIGITS.charAt((int) (steps & 0x3f));
            steps >>= 6;
        }
        return new String(digits);
    }
}
