package io.epochgateway.runtimeapi;

import java.io.IOException;
import java.io.Writer;

/** An answer on its way out: text goes as it comes, and waits while the other side doesn't read. One thread. */
public final class Reply {

    private final Writer out;
    private boolean midLine;

    Reply(Writer out) {
        this.out = out;
    }

    /** Adds a line. */
    public void line(CharSequence text) throws IOException {
        text(text);
        text("\n");
    }

    /** Adds text that may be many lines or a part of one. */
    public void text(CharSequence text) throws IOException {
        if (!text.isEmpty()) {
            out.append(text);
            midLine = text.charAt(text.length() - 1) != '\n';
        }
    }

    /** Ends the answer by an empty line. */
    void end() throws IOException {
        if (midLine) {
            text("\n");
        }
        text("\n");
    }
}
