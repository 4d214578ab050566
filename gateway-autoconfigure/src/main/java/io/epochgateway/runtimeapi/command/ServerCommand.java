package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;

/** Something done to one server, for operators with all rights. */
record ServerCommand(Gateway gateway, String words, String help, Action action) implements Command {

    /** What is done. */
    interface Action {
        void run(ServerName target, Arguments arguments, Reply reply) throws IOException;
    }

    @Override
    public String usage() {
        return "<bk>/<srv>";
    }

    @Override
    public Level level() {
        return Level.ADMIN;
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        ServerName target = ServerName.find(gateway, arguments.word(0), reply);
        if (target != null) {
            action.run(target, arguments, reply);
        }
    }
}
