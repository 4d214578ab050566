package io.epochgateway.runtimeapi.command;

import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.server.Location;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/** Moves a server: {@code set server <b>/<s> addr <ip> [port <port>]}. */
final class SetServerAddr {

    static final String BY = "stats socket command";
    private static final String NO_MAP = ", can't change <port> to port map because it is incompatible with current"
            + " health check port configuration (use 'port' statement from the 'server' directive.";
    private static final int MOST_PORT = 65535;

    private SetServerAddr() {}

    static void run(ServerName target, Arguments arguments, Reply reply) throws IOException {
        String ip = arguments.word(2);
        String port = arguments.word(3).equals("port") ? arguments.word(4) : "";
        Server server = target.server();
        if (ip.isEmpty()) {
            reply.line("set server <b>/<s> addr requires an address and optionally a port.");
        } else if (!(server.address() instanceof InetSocketAddress now)) {
            told("update for the current server address family is only supported through configuration file", reply);
        } else if (!NetUtil.isValidIpV4Address(ip) && !NetUtil.isValidIpV6Address(ip)) {
            told("Invalid addr '" + ip + "'", reply);
        } else if (port.isEmpty()) {
            move(target, now, ip, now.getPort(), "", reply);
        } else if (port.startsWith("+") || port.startsWith("-")) {
            move(target, now, ip, now.getPort(), NO_MAP, reply);
        } else if (!port.matches("\\d{1,5}") || isOutside(Integer.parseInt(port))) {
            move(target, now, ip, now.getPort(), ", problem converting port '" + port + "' to an int", reply);
        } else {
            int wanted = Integer.parseInt(port);
            String rest = wanted == now.getPort()
                    ? ", no need to change the port"
                    : ", port changed from '" + now.getPort() + "' to '" + wanted + "'";
            move(target, now, ip, wanted, rest, reply);
        }
    }

    private static boolean isOutside(int port) {
        return port < 1 || port > MOST_PORT;
    }

    private static void move(
            ServerName target, InetSocketAddress now, String ip, int port, String ofThePort, Reply reply)
            throws IOException {
        InetAddress address =
                InetAddress.getByAddress(Objects.requireNonNull(NetUtil.createByteArrayFromIpAddressString(ip)));
        boolean moves = !address.equals(now.getAddress());
        if (moves || port != now.getPort()) {
            Server server = target.server();
            ServerStates states = target.backend().servers().states();
            states.move(server, new Location(server.location().name(), new InetSocketAddress(address, port)), BY);
            states.resolved(server);
        }
        String host = moves
                ? "IP changed from '"
                        + (now.isUnresolved() ? "" : NetUtil.toAddressString(now.getAddress())) + "' to '"
                        + NetUtil.toAddressString(address) + "'"
                : "no need to change the addr";
        told(host + ofThePort, reply);
    }

    private static void told(String what, Reply reply) throws IOException {
        reply.line(what + " by '" + BY + "'");
    }
}
