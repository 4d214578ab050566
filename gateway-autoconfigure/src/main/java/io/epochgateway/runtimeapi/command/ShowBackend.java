package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;

/** Lists the backends by name. */
record ShowBackend(Gateway gateway) implements Command {

    @Override
    public String words() {
        return "show backend";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "list the backends";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        reply.line("# name");
        for (Backend backend : gateway.backends()) {
            reply.line(backend.name());
        }
    }
}
