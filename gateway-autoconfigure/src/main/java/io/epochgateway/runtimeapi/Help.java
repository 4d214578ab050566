package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.io.IOException;

/** Lists commands. */
final class Help implements Command {

    private final Commands commands;

    Help(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String words() {
        return "help";
    }

    @Override
    public String usage() {
        return "[<command>]";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "list the commands that begin so, or all";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        commands.help(arguments.words(), arguments.conversation().level(), reply);
    }
}
