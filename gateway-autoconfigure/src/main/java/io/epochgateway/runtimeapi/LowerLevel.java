package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;

/** Lets the rest of a conversation do less. */
final class LowerLevel implements Command {

    private final Level level;

    LowerLevel(Level level) {
        this.level = level;
    }

    @Override
    public String words() {
        return level.word();
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public String help() {
        return "let this connection do no more than level " + level.word();
    }

    @Override
    public void run(Arguments arguments, Reply reply) {
        arguments.conversation().lowerTo(level);
    }
}
