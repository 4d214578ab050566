package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.ConnectionPool.Figures;
import io.epochgateway.server.Server;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Shows the connections to servers, idle ones by loop, in HAProxy's columns. */
record ShowServersConn(Gateway gateway) implements Command {

    @Override
    public String words() {
        return "show servers conn";
    }

    @Override
    public String usage() {
        return "[<backend>]";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "dump the connections of the servers";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        String wanted = arguments.word(0);
        List<Backend> backends = ServerName.backends(gateway, wanted);
        if (!wanted.isEmpty() && backends.isEmpty()) {
            reply.line("Can't find backend.");
            return;
        }
        boolean first = true;
        for (Backend backend : backends) {
            for (Server server : backend.servers().servers()) {
                Figures figures = server.pool().figures();
                if (first) {
                    reply.line("# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est"
                            + " unsafe_nb safe_nb idle_lim idle_cur idle_per_thr[" + figures.idleByLoop().length
                            + "]");
                    first = false;
                }
                reply.line(line(backend, server, figures));
            }
        }
    }

    private String line(Backend backend, Server server, Figures figures) {
        return "%s/%s %d/%d %s %d - %d %d %d %d %d %d %d %d %s"
                .formatted(
                        backend.name(),
                        server.name(),
                        StatRow.number(gateway, backend),
                        server.id(),
                        ShowServersState.host(server),
                        ShowServersState.port(server),
                        server.definition().pool().purgeDelay().toMillis(),
                        figures.used(),
                        figures.mostUsed(),
                        figures.needed(),
                        figures.unproven(),
                        figures.proven(),
                        server.definition().pool().maxConn(),
                        figures.unproven() + figures.proven(),
                        Arrays.stream(figures.idleByLoop())
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(" ")));
    }
}
