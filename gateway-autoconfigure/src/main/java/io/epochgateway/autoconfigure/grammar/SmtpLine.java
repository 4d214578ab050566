package io.epochgateway.autoconfigure.grammar;

import java.util.List;

/** HAProxy's {@code option smtpchk}: how the check says hello; what is no hello is the usual one. */
record SmtpLine() implements Scalar<SmtpLine.Hello> {

    private static final String USUAL = "HELO localhost";

    /** Whether there is one, and its line. */
    record Hello(boolean on, String line) {}

    @Override
    public Hello parse(String text) throws Mistake {
        List<String> words = List.of(text.split("\\s+"));
        if (words.size() > 2) {
            throw new Mistake("'" + words.get(2) + "' can't follow here", "Write HELO or EHLO and a domain.");
        }
        if (words.size() == 2) {
            if (!words.getFirst().matches("HELO|EHLO")) {
                throw CheckWords.unknown(words.getFirst(), "hello of SMTP", List.of("HELO", "EHLO"));
            }
            return new Hello(true, text.strip());
        }
        return switch (text) {
            case "true", "" -> new Hello(true, USUAL);
            case "false" -> new Hello(false, USUAL);
            default -> throw new Mistake("'" + text + "' is no hello of SMTP", "Write HELO or EHLO and a domain.");
        };
    }

    @Override
    public String values() {
        return "`true`, `false`, `HELO domain`, `EHLO domain`";
    }
}
