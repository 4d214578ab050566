package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.io.IOException;

/** Something that can be asked of the Runtime API. One object serves all conversations, each on a thread of its own. */
public interface Command {

    /** The words it is called by, in HAProxy's spelling, one blank between two. */
    String words();

    /** The arguments that may follow, as {@code help} shows them; empty if there are none. */
    default String usage() {
        return "";
    }

    /** The least level that may ask it. */
    Level level();

    /** What it does, a few words in lower case. */
    String help();

    /**
     * Answers. May wait, but not on an event loop: it is called on a virtual thread.
     *
     * @throws IOException if the one who asked is gone
     */
    void run(Arguments arguments, Reply reply) throws IOException;
}
