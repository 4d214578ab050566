package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.net.BindFailedException;
import io.epochgateway.proxy.Frontend;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;
import java.util.List;

/** What operators do to frontends. */
final class FrontendCommands {

    private FrontendCommands() {}

    static List<Command> of(Gateway gateway) {
        return List.of(
                new FrontendCommand(
                        gateway, "disable frontend", "stop listening until enabled", FrontendCommands::pause),
                new FrontendCommand(gateway, "enable frontend", "listen again", FrontendCommands::resume),
                new FrontendCommand(gateway, "shutdown frontend", "stop listening for good", (frontend, reply) -> {
                    if (frontend.isShutDown()) {
                        reply.line("Frontend was already shut down.");
                    } else {
                        frontend.shutDown();
                    }
                }));
    }

    private static void pause(Frontend frontend, Reply reply) throws IOException {
        if (frontend.isShutDown()) {
            reply.line("Frontend was previously shut down, cannot disable.");
        } else if (!frontend.pause()) {
            reply.line("All sockets are already disabled.");
        }
    }

    private static void resume(Frontend frontend, Reply reply) throws IOException {
        try {
            if (frontend.isShutDown()) {
                reply.line("Frontend was previously shut down, cannot enable.");
            } else if (!frontend.resume()) {
                reply.line("All sockets are already enabled.");
            }
        } catch (BindFailedException e) {
            reply.line("Failed to resume frontend, check logs for precise cause (port conflict?).");
        }
    }

    /** Something done to one frontend, for operators with all rights. */
    private record FrontendCommand(Gateway gateway, String words, String help, Action action) implements Command {

        private interface Action {
            void run(Frontend frontend, Reply reply) throws IOException;
        }

        @Override
        public String usage() {
            return "<frontend>";
        }

        @Override
        public Level level() {
            return Level.ADMIN;
        }

        @Override
        public void run(Arguments arguments, Reply reply) throws IOException {
            String name = arguments.word(0);
            if (name.isEmpty()) {
                reply.line("A frontend name is expected.");
                return;
            }
            for (Frontend frontend : gateway.frontends()) {
                if (frontend.name().equals(name)) {
                    action.run(frontend, reply);
                    return;
                }
            }
            reply.line("No such frontend.");
        }
    }
}
