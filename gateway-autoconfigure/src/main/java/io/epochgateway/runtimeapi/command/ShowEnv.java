package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;
import java.util.Map;

/** Shows the environment of the process. */
final class ShowEnv implements Command {

    @Override
    public String words() {
        return "show env";
    }

    @Override
    public String usage() {
        return "[<name>]";
    }

    @Override
    public Level level() {
        return Level.OPERATOR;
    }

    @Override
    public String help() {
        return "show the environment variables, or one";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        String name = arguments.word(0);
        if (name.isEmpty()) {
            for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
                reply.line(variable.getKey() + "=" + variable.getValue());
            }
        } else {
            String value = System.getenv(name);
            reply.line(value == null ? "Variable not found" : name + "=" + value);
        }
    }
}
