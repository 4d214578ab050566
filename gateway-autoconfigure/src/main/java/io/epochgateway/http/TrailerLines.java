package io.epochgateway.http;

import org.jspecify.annotations.Nullable;

/** The trailer section with the empty line that ends it, as strict as the fields of a head (RFC 9112 section 7.1.2). */
final class TrailerLines {

    private enum Step {
        LINE_START,
        NAME,
        VALUE,
        LINE_FEED,
        LAST_LINE_FEED,
        DONE
    }

    /** As large as a head may be by default. */
    private static final int MOST = HeadLimits.DEFAULT.bytes();
    /** Names that are longer aren't among the forbidden ones. */
    private static final int LONGEST_KNOWN_NAME = "transfer-encoding".length();

    private final byte[] name = new byte[LONGEST_KNOWN_NAME];
    private Step step = Step.LINE_START;
    private int nameLength;
    private int length;

    void clear() {
        step = Step.LINE_START;
        length = 0;
    }

    boolean done() {
        return step == Step.DONE;
    }

    /** Takes one octet; returns why it is refused. */
    @Nullable
    Refusal read(byte octet) {
        if (++length > MOST) {
            return Refusal.TRAILERS_TOO_LARGE;
        }
        return switch (step) {
            case LINE_START -> startLine(octet);
            case NAME -> readName(octet);
            case VALUE -> readValue(octet);
            case LINE_FEED -> readLineFeed(octet, Step.LINE_START);
            case LAST_LINE_FEED, DONE -> readLineFeed(octet, Step.DONE);
        };
    }

    private @Nullable Refusal startLine(byte octet) {
        if (octet == '\r') {
            step = Step.LAST_LINE_FEED;
            return null;
        }
        nameLength = 0;
        step = Step.NAME;
        return readName(octet);
    }

    private @Nullable Refusal readName(byte octet) {
        if (Octets.token(octet)) {
            if (nameLength < LONGEST_KNOWN_NAME) {
                name[nameLength] = octet;
            }
            nameLength++;
            return null;
        }
        if (octet != ':' || nameLength == 0) {
            return Refusal.TRAILER_LINE;
        }
        step = Step.VALUE;
        boolean known = nameLength <= LONGEST_KNOWN_NAME && FieldName.of(name, 0, nameLength) != FieldName.OTHER;
        return known ? Refusal.TRAILER_FORBIDDEN : null;
    }

    private @Nullable Refusal readValue(byte octet) {
        if (octet == '\r') {
            step = Step.LINE_FEED;
            return null;
        }
        return Octets.value(octet) ? null : Refusal.TRAILER_LINE;
    }

    private @Nullable Refusal readLineFeed(byte octet, Step next) {
        step = next;
        return octet == '\n' ? null : Refusal.TRAILER_LINE;
    }
}
