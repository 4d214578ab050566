package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.SocketAddress;

/** Where a server is. Without a port, or with one that has a sign, the port follows the client's. */
record Address() implements Scalar<ServerAddress> {

    private static final String DISCOVERY = "discovery:";
    private static final WholeNumber PORT = new WholeNumber(1, 65535);
    private static final WholeNumber OFFSET = new WholeNumber(-65535, 65535);

    @Override
    public ServerAddress parse(String text) throws Mistake {
        if (text.startsWith(DISCOVERY)) {
            return new ServerAddress(service(text.substring(DISCOVERY.length())), false, 0);
        }
        if (text.startsWith("_")) {
            return new ServerAddress(srv(text), false, 0);
        }
        Prefixed prefixed = Prefixed.of(text);
        return switch (prefixed.kind()) {
            case "unix" -> new ServerAddress(prefixed.unix(), false, 0);
            case "abns", "abnsz" -> new ServerAddress(prefixed.abstractSocket(), false, 0);
            case "", "ipv4", "ipv6" -> tcp(prefixed, prefixed.address());
            default -> throw prefixed.unknownKind("unix@, abns@, abnsz@, ipv4@, ipv6@");
        };
    }

    private static SocketAddress.Service service(String id) throws Mistake {
        if (id.isEmpty()) {
            throw new Mistake("'" + DISCOVERY + "' lacks the id of the service", "Write it behind the colon.");
        }
        return new SocketAddress.Service(id);
    }

    /** A port would mean nothing: the records have it. */
    private static SocketAddress.Srv srv(String text) throws Mistake {
        int colon = text.indexOf(':');
        return new SocketAddress.Srv(HostPort.host(IpFamily.ANY, colon < 0 ? text : text.substring(0, colon)));
    }

    private static ServerAddress tcp(Prefixed prefixed, String text) throws Mistake {
        IpFamily family = prefixed.family();
        if (text.indexOf(':') < 0 || text.endsWith("]")) {
            return new ServerAddress(prefixed.tcp(host(family, text, text), 0), true, 0);
        }
        HostPort parts = HostPort.parse(family, text);
        String host = host(family, text.substring(0, text.lastIndexOf(':')), text);
        if (parts.port().startsWith("+") || parts.port().startsWith("-")) {
            return new ServerAddress(prefixed.tcp(host, 0), true, parts.port(OFFSET));
        }
        return new ServerAddress(prefixed.tcp(host, parts.port(PORT)), false, 0);
    }

    private static String host(IpFamily family, String written, String text) throws Mistake {
        if (written.isEmpty()) {
            throw new Mistake("'" + text + "' has no host", "Write host:port, for example 127.0.0.1:8080.");
        }
        return HostPort.host(family, written);
    }

    @Override
    public String values() {
        return "host[:port], host:+n, host:-n, unix@path, abns@name, _service._proto.name, discovery:id";
    }
}
