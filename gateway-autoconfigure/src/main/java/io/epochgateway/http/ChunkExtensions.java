package io.epochgateway.http;

/**
 * The extensions behind a chunk size, from the first octet behind the size to the CR:
 * {@code *( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )} (RFC 9112 section 7.1.1).
 */
final class ChunkExtensions {

    private enum Step {
        /** White space was read; only another extension may follow. */
        BEFORE_SEMICOLON,
        NAME_START,
        NAME,
        /** White space after a name: a value or another extension may follow. */
        AFTER_NAME,
        VALUE_START,
        TOKEN,
        QUOTED,
        /** Behind a backslash in a quoted string. */
        ESCAPED,
        AFTER_QUOTED,
        END,
        INVALID
    }

    /** Nobody uses extensions; this many bytes of them on one line are allowed. */
    private static final int MOST = 1024;

    private Step step = Step.BEFORE_SEMICOLON;
    private int length;

    void clear() {
        step = Step.BEFORE_SEMICOLON;
        length = 0;
    }

    /** Takes one octet, the CR at last; false if it doesn't fit. */
    boolean read(byte octet) {
        step = switch (step) {
            case BEFORE_SEMICOLON -> octet == ';' ? Step.NAME_START : stayIfBlank(octet);
            case NAME_START -> Octets.token(octet) ? Step.NAME : stayIfBlank(octet);
            case NAME -> Octets.token(octet) ? Step.NAME : afterName(octet);
            case AFTER_NAME -> octet == '\r' ? Step.INVALID : afterName(octet);
            case VALUE_START -> octet == '"' ? Step.QUOTED : Octets.token(octet) ? Step.TOKEN : stayIfBlank(octet);
            case TOKEN -> Octets.token(octet) ? Step.TOKEN : afterValue(octet);
            case QUOTED -> quoted(octet);
            case ESCAPED -> Octets.value(octet) ? Step.QUOTED : Step.INVALID;
            case AFTER_QUOTED -> afterValue(octet);
            case END, INVALID -> Step.INVALID;
        };
        return step != Step.INVALID && ++length <= MOST;
    }

    private Step stayIfBlank(byte octet) {
        return Octets.blank(octet) ? step : Step.INVALID;
    }

    private static Step afterName(byte octet) {
        if (octet == '=') {
            return Step.VALUE_START;
        }
        return Octets.blank(octet) ? Step.AFTER_NAME : afterValue(octet);
    }

    private static Step afterValue(byte octet) {
        return switch (octet) {
            case ';' -> Step.NAME_START;
            case '\r' -> Step.END;
            case ' ', '\t' -> Step.BEFORE_SEMICOLON;
            default -> Step.INVALID;
        };
    }

    private static Step quoted(byte octet) {
        return switch (octet) {
            case '"' -> Step.AFTER_QUOTED;
            case '\\' -> Step.ESCAPED;
            default -> Octets.value(octet) ? Step.QUOTED : Step.INVALID;
        };
    }
}
