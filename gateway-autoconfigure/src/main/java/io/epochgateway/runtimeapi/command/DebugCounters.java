package io.epochgateway.runtimeapi.command;

import io.epochgateway.counter.EventCounters;
import io.epochgateway.counter.EventType;
import io.epochgateway.definition.Level;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows, resets or switches the event counters. */
final class DebugCounters implements Command {

    private static final Set<String> ACTIONS = Set.of("show", "reset", "on", "off");

    @Override
    public String words() {
        return "debug counters";
    }

    @Override
    public String usage() {
        return "[show|reset|on|off|all|bug|chk|cnt|glt]*";
    }

    @Override
    public Level level() {
        return Level.OPERATOR;
    }

    @Override
    public String help() {
        return "show the event counters, reset them (admin) or switch them (admin)";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        boolean all = false;
        String action = "show";
        for (String word : arguments.words()) {
            EventType type = type(word);
            if (type != null) {
                types.add(type);
            } else if (word.equals("all")) {
                all = true;
            } else if (ACTIONS.contains(word)) {
                action = word;
            } else {
                reply.line("Expects an optional action ('reset','show','on','off'), types, or 'all'.");
                return;
            }
        }
        if (!action.equals("show") && !arguments.conversation().level().includes(Level.ADMIN)) {
            reply.line("Permission denied");
            return;
        }
        act(action, all, types, reply);
    }

    private static void act(String action, boolean all, Set<EventType> types, Reply reply) throws IOException {
        if (action.equals("reset")) {
            EventCounters.reset(types);
            return;
        }
        if (!action.equals("show")) {
            EventCounters.enable(action.equals("on"));
        }
        reply.text(EventCounters.text(all, types));
    }

    private static @Nullable EventType type(String word) {
        return switch (word) {
            case "bug" -> EventType.BUG;
            case "chk" -> EventType.CHK;
            case "cnt" -> EventType.CNT;
            case "glt" -> EventType.GLT;
            default -> null;
        };
    }
}
