package io.epochgateway.runtimeapi.command;

import io.epochgateway.server.Condition;
import io.epochgateway.server.Hold;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.check.CheckCount;

/** A server's state in HAProxy's words, with how far it is from the next one. */
final class StatusText {

    /** HAProxy says so of every server that drains and has an agent, whoever made it drain. */
    private static final String BY_AGENT = "DRAIN (agent)";

    private StatusText() {}

    static String of(Server server) {
        Condition condition = server.condition();
        if (condition.inMaintenance()) {
            return "MAINT" + why(server, condition);
        }
        Server checked = checked(server);
        boolean isChecked = checked.definition().check() != null;
        CheckCount count = checked.check().count();
        if (condition.operation() == Operation.STOPPED && isDownByAgent(checked)) {
            return "DOWN (agent)";
        }
        if (condition.operation() == Operation.STOPPED) {
            return count.count() == 0 || count.up() || !isChecked
                    ? "DOWN"
                    : "DOWN " + count.count() + "/" + count.rise();
        }
        if (!checked.check().enabled()) {
            return condition.drain()
                    ? checked.agent().enabled() ? BY_AGENT : "DRAIN"
                    : condition.operation() == Operation.STOPPING ? "NOLB" : "no check";
        }
        if (condition.drain() && checked.agent().enabled()) {
            return BY_AGENT;
        }
        int left = count.count() - count.rise() + 1;
        return word(condition) + (left == count.fall() || left < 1 ? "" : " " + left + "/" + count.fall());
    }

    private static boolean isDownByAgent(Server server) {
        return server.agent().enabled() && !server.agent().count().up();
    }

    private static String word(Condition condition) {
        if (condition.drain()) {
            return "DRAIN";
        }
        return condition.operation() == Operation.STOPPING ? "NOLB" : condition.weight() == 0 ? "DRAIN" : "UP";
    }

    private static String why(Server server, Condition condition) {
        Server tracked = server.tracked();
        if (condition.is(Hold.FORCED_MAINT) || condition.is(Hold.CONFIGURED_MAINT)) {
            return "";
        }
        return condition.is(Hold.INHERITED_MAINT) && tracked != null
                ? " (via " + tracked.proxy() + "/" + tracked.name() + ")"
                : " (resolution)";
    }

    /** The server itself, or the one at the end of those that it tracks. */
    private static Server checked(Server server) {
        Server at = server;
        for (Server next = at.tracked(); next != null; next = at.tracked()) {
            at = next;
        }
        return at;
    }
}
