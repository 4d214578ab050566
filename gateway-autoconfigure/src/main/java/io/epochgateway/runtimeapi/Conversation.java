package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.time.Duration;

/** What a command may know and change about the connection that asks it. */
public interface Conversation {

    /** What the one who asks may do now. */
    Level level();

    /** Lowers the level for the rest of the conversation. */
    void lowerTo(Level level);

    /** Switches between one line and many, with a prompt. */
    void togglePrompt();

    /** Ends the conversation once the answer is out. */
    void quit();

    /** How long the one who asks may stay silent from now on; zero for ever. */
    void timeout(Duration timeout);
}
