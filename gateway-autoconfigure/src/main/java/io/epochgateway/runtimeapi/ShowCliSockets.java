package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.io.IOException;
import java.util.List;

/** Lists the sockets of the Runtime API. */
final class ShowCliSockets implements Command {

    private final List<ListeningSocket> sockets;

    ShowCliSockets(List<ListeningSocket> sockets) {
        this.sockets = sockets;
    }

    @Override
    public String words() {
        return "show cli sockets";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "list the sockets of this interface";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        reply.line("# socket lvl processes");
        for (ListeningSocket socket : sockets) {
            reply.line(
                    socket.address().text() + " " + socket.definition().level().word() + " all");
        }
    }
}
