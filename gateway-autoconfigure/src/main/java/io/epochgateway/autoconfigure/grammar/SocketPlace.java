package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.SocketAddress;

/** The address of a socket for operators: a path, or a host and port, with HAProxy's prefixes. */
record SocketPlace() implements Scalar<SocketAddress> {

    private static final WholeNumber PORT = new WholeNumber(0, 65535);

    @Override
    public SocketAddress parse(String text) throws Mistake {
        int at = text.indexOf('@');
        String family = at < 0 ? "" : text.substring(0, at);
        String address = text.substring(at + 1);
        return switch (family) {
            case "" -> at < 0 && text.startsWith("/") ? unix(text) : tcp(text, address);
            case "unix" -> unix(address);
            case "ipv4", "ipv6" -> tcp(text, address);
            default -> throw new Mistake("'" + family + "@' is no kind of address", "Valid: unix@, ipv4@, ipv6@.");
        };
    }

    private static SocketAddress unix(String path) throws Mistake {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw new Mistake("'unix@' lacks its path", "Write one, for example /run/gateway.sock.");
        }
        return new SocketAddress.Unix(path);
    }

    private static SocketAddress tcp(String text, String address) throws Mistake {
        if (text.lastIndexOf(':') < 0) {
            throw new Mistake(
                    "'" + text + "' is neither a path nor host:port",
                    "Write for example /run/gateway.sock or 127.0.0.1:9999.");
        }
        HostPort hostPort = Address.parse(address, PORT);
        return new SocketAddress.Tcp(hostPort.host(), hostPort.port());
    }

    @Override
    public String values() {
        return "/path, unix@path, host:port, ipv4@host:port, ipv6@host:port";
    }
}
