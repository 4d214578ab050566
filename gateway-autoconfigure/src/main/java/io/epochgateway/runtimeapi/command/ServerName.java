package io.epochgateway.runtimeapi.command;

import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.Server;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server as commands name it: {@code backend/server}, each by its name or, behind a {@code #}, its number. */
record ServerName(Backend backend, Server server) {

    /** Finds it; null, and the reply says why, if there is none. */
    static @Nullable ServerName find(Gateway gateway, String text, Reply reply) throws IOException {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            reply.line("Require 'backend/server'.");
            return null;
        }
        for (Backend backend : gateway.backends()) {
            if (isNamed(gateway, backend, text.substring(0, slash))) {
                for (Server server : backend.servers().servers()) {
                    if (isNamed(server, text.substring(slash + 1))) {
                        return new ServerName(backend, server);
                    }
                }
                reply.line("No such server.");
                return null;
            }
        }
        reply.line("No such backend.");
        return null;
    }

    /** The backends that a command is about: the one of that name or number, if there is one; all if the name is empty. */
    static List<Backend> backends(Gateway gateway, String name) {
        return gateway.backends().stream()
                .filter(backend -> name.isEmpty() || isNamed(gateway, backend, name))
                .toList();
    }

    private static boolean isNamed(Gateway gateway, Backend backend, String name) {
        return backend.name().equals(name)
                || name.startsWith("#") && name.equals("#" + StatRow.number(gateway, backend));
    }

    private static boolean isNamed(Server server, String name) {
        return server.name().equals(name) || name.equals("#" + server.id());
    }
}
