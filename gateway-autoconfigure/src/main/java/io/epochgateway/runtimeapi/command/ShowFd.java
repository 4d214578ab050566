package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.net.Descriptor;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;

/** Lists the fds that the event loops have registered, a line each. */
final class ShowFd implements Command {

    private final Descriptors descriptors;

    ShowFd(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    @Override
    public String words() {
        return "show fd";
    }

    @Override
    public String usage() {
        return "[-!plcfbs]* [<fd>]";
    }

    @Override
    public Level level() {
        return Level.OPERATOR;
    }

    @Override
    public String help() {
        return "list the registered fds of these kinds, or one";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        FdFilter filter = FdFilter.of(arguments.words());
        if (filter == null) {
            reply.line("Expects letters out of '-!plcfbs' and the number of a fd.");
            return;
        }
        try {
            for (Descriptor descriptor : descriptors.now()) {
                if (filter.accepts(descriptor)) {
                    reply.line(FdLine.of(descriptor));
                }
            }
        } catch (Descriptors.Unavailable busy) {
            reply.line(String.valueOf(busy.getMessage()));
        }
    }
}
