package io.epochgateway.server.check;

import io.epochgateway.definition.CheckStep.SendRequest;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/** A check's HTTP request as it goes out. */
final class RequestText {

    private static final List<String> FRAMING = List.of("connection", "content-length", "transfer-encoding");

    private RequestText() {}

    static String of(SendRequest request, CheckValues values, CheckPlace place) {
        StringBuilder text = new StringBuilder(request.method())
                .append(' ')
                .append(values.text(request.uri()))
                .append(' ')
                .append(request.version())
                .append("\r\n");
        boolean ownConnection = false;
        for (SendRequest.Field field : request.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            ownConnection |= name.equals("connection");
            if (!FRAMING.contains(name)) {
                add(text, name, values.text(field.value()));
            }
        }
        if (request.state()) {
            add(text, "x-haproxy-server-state", state(place, values));
        }
        String body = values.text(request.body());
        if (!body.isEmpty()) {
            add(text, "content-length", String.valueOf(body.length()));
        }
        if (request.version().equals("HTTP/1.1") && !ownConnection) {
            add(text, "connection", "close");
        }
        return text.append("\r\n").append(body).toString();
    }

    private static void add(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /** What HAProxy tells a server of itself. */
    private static String state(CheckPlace place, CheckValues values) {
        Server server = place.server();
        List<Server> all = place.servers().servers();
        int weights = all.stream().mapToInt(Server::effectiveWeight).sum() / Server.WEIGHT_SCALE;
        InetSocketAddress address =
                server.address() instanceof InetSocketAddress inet && !inet.isUnresolved() ? inet : null;
        return state(server)
                + (address == null
                        ? ""
                        : "; address=" + NetUtil.toAddressString(address.getAddress()) + "; port=" + address.getPort())
                + "; name=" + server.proxy() + "/" + server.name() + "; node=" + values.hostname() + "; weight="
                + weight(server) + "/" + weights + "; scur=" + server.served() + "/"
                + all.stream().mapToInt(Server::served).sum() + "; qcur=" + server.queued();
    }

    /** A server that is down keeps its weight, but isn't counted. */
    private static int weight(Server server) {
        return server.state() == ServerState.DOWN
                ? server.condition().weight()
                : server.effectiveWeight() / Server.WEIGHT_SCALE;
    }

    private static String state(Server server) {
        CheckReport report = server.check();
        CheckCount count = report.count();
        if (!report.enabled()) {
            return "no check";
        }
        if (server.condition().operation() == Operation.STOPPED) {
            return count.count() == 0 ? "DOWN" : "DOWN " + count.count() + "/" + count.rise();
        }
        String word = server.condition().operation() == Operation.STOPPING ? "NOLB" : "UP";
        return count.settled() ? word : word + " " + (count.count() - count.rise() + 1) + "/" + count.fall();
    }
}
