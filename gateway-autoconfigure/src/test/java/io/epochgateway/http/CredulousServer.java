package io.epochgateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A server as careless as they come: takes any line end, trims names, believes what it wants about framing. What the
 * proxy forwards must mean the same to all of its moods.
 */
record CredulousServer(Mood mood) {

    enum Mood {
        /** {@code Content-Length} before {@code Transfer-Encoding}, the first of several. */
        FIRST_LENGTH,
        /** The same with the last of several. */
        LAST_LENGTH,
        /** Anything like chunked in anything like {@code Transfer-Encoding} wins. */
        LOOSE_CODING
    }

    /** The requests in the bytes, as method, target and the decoded body in brackets. */
    List<String> requests(String bytes) {
        List<String> requests = new ArrayList<>();
        Lines in = new Lines(bytes);
        while (!in.atEnd()) {
            String[] words = in.line().trim().split("\\s+");
            boolean chunked = false;
            int length = -1;
            for (String line = in.line(); !line.isEmpty(); line = in.line()) {
                int colon = line.indexOf(':');
                String name = line.substring(0, Math.max(colon, 0)).trim().replace('_', '-');
                String value = line.substring(colon + 1).trim();
                chunked |= name.equalsIgnoreCase("transfer-encoding")
                        && value.toLowerCase(Locale.ROOT).contains("chunked");
                if (name.equalsIgnoreCase("content-length") && (length < 0 || mood != Mood.FIRST_LENGTH)) {
                    length = Integer.parseInt(value);
                }
            }
            if (length >= 0 && (mood != Mood.LOOSE_CODING || !chunked)) {
                requests.add(words[0] + ' ' + words[1] + " [" + in.take(length) + ']');
            } else {
                requests.add(words[0] + ' ' + words[1] + (chunked ? " [" + chunks(in) + ']' : ""));
            }
        }
        return requests;
    }

    private static String chunks(Lines in) {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(in.line().replaceFirst("[^0-9a-fA-F].*", ""), 16);
            if (size == 0) {
                break;
            }
            body.append(in.take(size));
            in.line();
        }
        while (!in.line().isEmpty()) {
            // trailers
        }
        return body.toString();
    }

    private static final class Lines {

        private final String text;
        private int at;

        Lines(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return at >= text.length();
        }

        String line() {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end);
            at = end + 1;
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }

        String take(int count) {
            String taken = text.substring(at, at + count);
            at += count;
            return taken;
        }
    }
}
