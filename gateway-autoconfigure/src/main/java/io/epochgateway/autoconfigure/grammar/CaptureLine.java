package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CaptureDefinition.Part;
import java.util.List;

/** HAProxy's {@code capture}: what is taken out of messages for the log. */
record CaptureLine() implements Scalar<CaptureLine.Capture> {

    static final WholeNumber LENGTH = new WholeNumber(1, 8192);
    /** HAProxy's {@code tune.http.cookielen}. */
    private static final int LONGEST_COOKIE = 63;

    /** What is captured of. */
    enum Of {
        REQUEST,
        RESPONSE,
        COOKIE
    }

    /** One line. */
    record Capture(Of of, Part part) {}

    @Override
    public Capture parse(String text) throws Mistake {
        List<String> words = Arguments.of(text);
        Of of = of(words);
        List<String> rest = words.subList(of == Of.COOKIE ? 1 : 2, words.size());
        if (rest.size() != 3 || !rest.get(1).equals("len")) {
            throw new Mistake("a name, 'len' and a length must follow", "Write '" + example(of) + "'.");
        }
        int length = LENGTH.parse(rest.get(2));
        if (of != Of.COOKIE) {
            return new Capture(of, new Part(new FieldToken().parse(rest.getFirst()), length));
        }
        return new Capture(of, new Part(rest.getFirst(), Math.min(length, LONGEST_COOKIE)));
    }

    private static Of of(List<String> words) throws Mistake {
        String first = words.isEmpty() ? "" : words.getFirst();
        boolean header = words.size() > 1 && words.get(1).equals("header");
        if (first.equals("cookie")) {
            return Of.COOKIE;
        }
        if (first.equals("request") && header) {
            return Of.REQUEST;
        }
        if (first.equals("response") && header) {
            return Of.RESPONSE;
        }
        throw new Mistake("doesn't say what to capture", "Begin with 'request header', 'response header' or 'cookie'.");
    }

    private static String example(Of of) {
        return switch (of) {
            case REQUEST -> "request header Host len 20";
            case RESPONSE -> "response header Server len 20";
            case COOKIE -> "cookie SESSION= len 32";
        };
    }

    @Override
    public String values() {
        return "`request header name len number`, `response header ...`, `cookie name len number`";
    }
}
