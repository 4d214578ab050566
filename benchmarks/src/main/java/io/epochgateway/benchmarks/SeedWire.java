package io.epochgateway.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** As much of HTTP as both ends of a seed run speak. */
final class SeedWire {

    private static final String LENGTH = "\r\ncontent-length:";
    private static final String END = "\r\n\r\n";

    private SeedWire() {}

    /** A head with its empty line; null if the stream ends before it. */
    static @Nullable String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < END.length() || head.indexOf(END, head.length() - END.length()) < 0) {
            int octet = in.read();
            if (octet < 0) {
                if (head.isEmpty()) {
                    return null;
                }
                throw new EOFException("in a head");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    /** Of the body that follows. */
    static int length(String head) {
        int field = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (field < 0) {
            return 0;
        }
        int value = field + LENGTH.length();
        return Integer.parseInt(head.substring(value, head.indexOf('\r', value)).strip());
    }

    /** A whole request. */
    static byte[] request(int client, long number, byte[] body) {
        String head = (body.length == 0 ? "GET" : "POST") + " /" + client + "/" + number + " HTTP/1.1\r\nHost: seed\r\n"
                + (body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n";
        byte[] bytes = head.getBytes(ISO_8859_1);
        byte[] whole = new byte[bytes.length + body.length];
        System.arraycopy(bytes, 0, whole, 0, bytes.length);
        System.arraycopy(body, 0, whole, bytes.length, body.length);
        return whole;
    }
}
