package io.epochgateway.runtimeapi.command;

import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Changes how many slots a server has: {@code set maxconn server <b>/<s> <n>}. */
final class SetMaxconnServer {

    private SetMaxconnServer() {}

    static void run(ServerName target, Arguments arguments, Reply reply) throws IOException {
        String mistake = set(target.backend().servers().states(), target.server(), arguments.word(1));
        if (mistake != null) {
            reply.line(mistake);
        }
    }

    /** What is wrong with it; null if nothing is. */
    static @Nullable String set(ServerStates states, Server server, String text) {
        if (text.isEmpty()) {
            return "Require <maxconn>.";
        }
        if (!Character.isDigit(text.charAt(0))) {
            return "maxconn string empty or preceded by garbage";
        }
        if (!text.matches("\\d{1,9}")) {
            return "Trailing garbage in maxconn string";
        }
        states.limit(server, Integer.parseInt(text));
        return null;
    }
}
