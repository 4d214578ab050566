package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;

/** Goes on after the first line, with a prompt, or goes back to one line. */
final class Prompt implements Command {

    @Override
    public String words() {
        return "prompt";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "switch the interactive mode on or off";
    }

    @Override
    public void run(Arguments arguments, Reply reply) {
        arguments.conversation().togglePrompt();
    }
}
