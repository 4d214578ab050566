package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckStep.SendRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * HAProxy's {@code option httpchk}: a method, a URI and a version, or less. Behind the version there may be line ends with
 * header fields and a body, as HAProxy took them before {@code http-check send}.
 */
record HttpCheckLine() implements Scalar<HttpCheckLine.Request> {

    static final Request PLAIN = new Request(true, "OPTIONS", "/", "HTTP/1.0", List.of(), "");

    /** Whether there is one, and its line. */
    record Request(boolean on, String method, String uri, String version, List<SendRequest.Field> fields, String body) {

        Request with(List<SendRequest.Field> otherFields, String otherBody) {
            return new Request(on, method, uri, version, otherFields, otherBody);
        }
    }

    @Override
    public Request parse(String text) throws Mistake {
        switch (text) {
            case "true", "" -> {
                return PLAIN;
            }
            case "false" -> {
                return new Request(false, "", "", "", List.of(), "");
            }
            default -> {}
        }
        int end = text.indexOf('\n');
        List<String> words = Arguments.of(end < 0 ? text : text.substring(0, end));
        if (words.size() > 3) {
            throw new Mistake(
                    "'" + words.get(3) + "' can't follow here", "Write fields as http-check: send hdr name value.");
        }
        String version = words.size() < 3 ? PLAIN.version : words.get(2);
        int hidden = version.indexOf("\r\n");
        String more = hidden >= 0 ? version.substring(hidden + 2) : end < 0 ? "" : text.substring(end + 1);
        Request line = new Request(
                true,
                words.size() < 2 ? PLAIN.method : words.getFirst(),
                words.get(words.size() < 2 ? 0 : 1),
                version(hidden < 0 ? version : version.substring(0, hidden)),
                List.of(),
                "");
        return more.isEmpty() ? line : withFields(line, more);
    }

    private static Request withFields(Request line, String more) throws Mistake {
        List<SendRequest.Field> fields = new ArrayList<>();
        String rest = more;
        while (!rest.isEmpty()) {
            int end = rest.indexOf('\n');
            String field = (end < 0 ? rest : rest.substring(0, end)).stripTrailing();
            rest = end < 0 ? "" : rest.substring(end + 1);
            if (field.isEmpty()) {
                break;
            }
            int colon = field.indexOf(':');
            if (colon < 0) {
                throw new Mistake("'" + field + "' is no header field", "Write a name, a colon and a value.");
            }
            fields.add(new SendRequest.Field(
                    new FieldToken().parse(field.substring(0, colon)),
                    CheckFormat.plain(field.substring(colon + 1).strip())));
        }
        return line.with(List.copyOf(fields), rest);
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
