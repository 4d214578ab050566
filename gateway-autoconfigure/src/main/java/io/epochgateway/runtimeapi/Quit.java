package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;

/** Ends the conversation. */
final class Quit implements Command {

    @Override
    public String words() {
        return "quit";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "end the connection";
    }

    @Override
    public void run(Arguments arguments, Reply reply) {
        arguments.conversation().quit();
    }
}
