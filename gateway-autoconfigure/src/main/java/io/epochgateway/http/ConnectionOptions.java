package io.epochgateway.http;

import java.nio.charset.StandardCharsets;

/** What {@code Connection} says (RFC 9110 section 7.6.1). Elements that are no tokens say nothing. */
final class ConnectionOptions {

    private static final byte[] CLOSE = "close".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPGRADE = "upgrade".getBytes(StandardCharsets.US_ASCII);

    /** Each is compared with each field's name, so there must be an end of them. */
    private static final int MOST = 64;

    private boolean close;
    private boolean keepAlive;
    private boolean upgrade;
    private boolean nominates;
    private int count;

    void clear() {
        close = false;
        keepAlive = false;
        upgrade = false;
        nominates = false;
        count = 0;
    }

    /** Adds what one field says; false if there are more options than anybody needs. */
    boolean read(FieldList list) {
        while (list.next()) {
            if (++count > MOST) {
                return false;
            }
            if (list.is(KEEP_ALIVE)) {
                keepAlive = true;
            } else if (list.is(CLOSE)) {
                close = true;
            } else if (list.is(UPGRADE)) {
                upgrade = true;
            } else {
                nominates = true;
            }
        }
        return true;
    }

    boolean close() {
        return close;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    boolean upgrade() {
        return upgrade;
    }

    /** Whether it may name fields of the message, so that they must be looked for. */
    boolean nominates() {
        return nominates;
    }
}
