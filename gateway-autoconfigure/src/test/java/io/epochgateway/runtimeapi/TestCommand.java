package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.io.IOException;

/** A command that does what a test wants. */
record TestCommand(String words, Level level, Run run) implements Command {

    interface Run {
        void run(Arguments arguments, Reply reply) throws IOException;
    }

    @Override
    public String help() {
        return "for the test";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        run.run(arguments, reply);
    }
}
