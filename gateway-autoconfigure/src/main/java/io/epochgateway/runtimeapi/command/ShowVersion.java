package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;

/** Tells the version. */
final class ShowVersion implements Command {

    @Override
    public String words() {
        return "show version";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "tell the version of the gateway";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        reply.line(Version.OF_THE_GATEWAY);
    }
}
