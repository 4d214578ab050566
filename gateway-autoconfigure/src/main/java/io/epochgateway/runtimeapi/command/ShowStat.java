package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Shows the figures of the proxies and their servers as HAProxy's CSV; what isn't counted is empty. */
final class ShowStat implements Command {

    private static final Set<String> OTHER_FORMATS = Set.of("typed", "json");

    private final Gateway gateway;

    ShowStat(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public String words() {
        return "show stat";
    }

    @Override
    public String usage() {
        return "[<proxy> <type> <sid>] [up|no-maint]*";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "show the figures of the proxies and servers";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        List<String> words = arguments.words();
        if (words.stream().anyMatch(OTHER_FORMATS::contains)) {
            reply.line("The formats 'typed' and 'json' are not supported.");
            return;
        }
        StatSelection selection = StatSelection.of(words);
        List<StatRow> rows = StatRow.all(gateway);
        if (!selection.anyProxy() && rows.stream().noneMatch(selection::ofTheProxy)) {
            reply.line("No such proxy.");
            return;
        }
        reply.line(StatRow.HEADER);
        for (StatRow row : rows) {
            if (selection.accepts(row)) {
                reply.line(row.csv());
            }
        }
    }
}
