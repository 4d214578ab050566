package io.epochgateway.runtimeapi;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines that belong to the command line before them, which announces them by {@code <<} and the line that ends them.
 *
 * @param commandLine what stands before the announcement
 * @param lastLine ends the payload; empty without a word behind {@code <<}
 */
record Payload(String commandLine, String lastLine) {

    /** HAProxy's default of {@code tune.cli.max-payload-size}, in characters. */
    static final int MAX_SIZE = 128 * 1024;

    private static final Pattern ANNOUNCEMENT = Pattern.compile("(.*) <<(\\S{0,64})", Pattern.DOTALL);

    /** Where the lines come from; null after the last. */
    interface Lines {
        @Nullable
        String next() throws IOException;
    }

    /** What a line announces; null if nothing. */
    static @Nullable Payload announcedBy(String line) {
        Matcher matcher = ANNOUNCEMENT.matcher(line);
        return matcher.matches() ? new Payload(matcher.group(1), matcher.group(2)) : null;
    }

    /**
     * Takes the lines.
     *
     * @throws IOException if they don't end, or are too many
     */
    String read(Lines lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = lines.next(); !lastLine.equals(line); line = lines.next()) {
            if (line == null) {
                throw new IOException("the payload has no end");
            }
            text.append(line).append('\n');
            if (text.length() > MAX_SIZE) {
                throw new IOException("the payload is longer than " + MAX_SIZE);
            }
        }
        return text.toString();
    }
}
