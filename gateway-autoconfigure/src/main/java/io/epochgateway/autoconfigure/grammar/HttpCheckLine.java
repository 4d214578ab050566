package io.epochgateway.autoconfigure.grammar;

import java.util.List;

/** HAProxy's {@code option httpchk}: a method, a URI and a version, or less. */
record HttpCheckLine() implements Scalar<HttpCheckLine.Request> {

    static final Request PLAIN = new Request(true, "OPTIONS", "/", "HTTP/1.0");

    /** Whether there is one, and its line. */
    record Request(boolean on, String method, String uri, String version) {}

    @Override
    public Request parse(String text) throws Mistake {
        List<String> words = List.of(text.split("\\s+"));
        if (words.size() > 3) {
            throw new Mistake(
                    "'" + words.get(3) + "' can't follow here", "Write fields as http-check: send hdr name value.");
        }
        return switch (words.size()) {
            case 1 ->
                switch (text) {
                    case "true", "" -> PLAIN;
                    case "false" -> new Request(false, "", "", "");
                    default -> new Request(true, PLAIN.method, text, PLAIN.version);
                };
            case 2 -> new Request(true, words.get(0), words.get(1), PLAIN.version);
            default -> new Request(true, words.get(0), words.get(1), version(words.get(2)));
        };
    }

    static String version(String word) throws Mistake {
        if (!word.matches("HTTP/1\\.[01]")) {
            throw new Mistake("'" + word + "' is no version that checks speak", "Write HTTP/1.0 or HTTP/1.1.");
        }
        return word;
    }

    @Override
    public String values() {
        return "`true`, `false`, `[method] uri [version]`";
    }
}
