package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.io.IOException;

/** Tells what the one who asks may do. */
final class ShowCliLevel implements Command {

    @Override
    public String words() {
        return "show cli level";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "tell what this connection may do";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        reply.line(arguments.conversation().level().word());
    }
}
