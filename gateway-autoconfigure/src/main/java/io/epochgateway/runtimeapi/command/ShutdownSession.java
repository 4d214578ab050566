package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;

/** Ends one client session, whatever is in flight. */
record ShutdownSession(Gateway gateway) implements Command {

    @Override
    public String words() {
        return "shutdown session";
    }

    @Override
    public String usage() {
        return "<id>";
    }

    @Override
    public Level level() {
        return Level.ADMIN;
    }

    @Override
    public String help() {
        return "end a session, as show sess names it";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        String id = arguments.word(0);
        if (!id.startsWith("0x")) {
            reply.line("Session pointer expected (use 'show sess').");
        } else if (gateway.frontends().stream()
                .noneMatch(frontend -> frontend.sessions()
                        .close(session -> ShowSess.id(session).equals(id)))) {
            reply.line("No such session (use 'show sess').");
        }
    }
}
