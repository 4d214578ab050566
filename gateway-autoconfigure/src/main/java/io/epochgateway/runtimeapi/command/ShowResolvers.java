package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.resolve.NameServer;
import io.epochgateway.server.resolve.NameServer.Figure;
import io.epochgateway.server.resolve.NameServers;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Shows what became of the questions to name servers. */
final class ShowResolvers implements Command {

    private static final int NAME_WIDTH = 13;

    private final Gateway gateway;

    ShowResolvers(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public String words() {
        return "show resolvers";
    }

    @Override
    public String usage() {
        return "[<id>]";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "dump the figures of the name servers of all sections, or of one";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        String wanted = arguments.word(0);
        List<NameServers> sections = gateway.resolvers().sections().stream()
                .filter(section -> wanted.isEmpty() || section.name().equals(wanted))
                .toList();
        if (sections.isEmpty()) {
            reply.line(wanted.isEmpty() ? "No resolvers found" : "Can't find that resolvers section");
            return;
        }
        for (NameServers section : sections) {
            reply.line("Resolvers section " + section.name());
            for (NameServer server : section.all()) {
                reply.line(" nameserver " + server.id() + ":");
                for (Figure figure : Figure.values()) {
                    reply.line(line(figure, server.count(figure)));
                }
            }
        }
    }

    private static String line(Figure figure, long count) {
        String name = figure.name().toLowerCase(Locale.ROOT) + ":";
        return "  " + name + " ".repeat(NAME_WIDTH - name.length()) + count;
    }
}
