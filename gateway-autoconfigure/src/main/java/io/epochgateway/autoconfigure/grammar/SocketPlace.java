package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.SocketAddress;

/** The address of a socket for operators: a path, or a host and port, with HAProxy's prefixes. */
record SocketPlace() implements Scalar<SocketAddress> {

    private static final WholeNumber PORT = new WholeNumber(0, 65535);

    @Override
    public SocketAddress parse(String text) throws Mistake {
        Prefixed prefixed = Prefixed.of(text);
        return switch (prefixed.kind()) {
            case "unix" -> prefixed.unix();
            case "", "ipv4", "ipv6" -> tcp(text, prefixed);
            default -> throw prefixed.unknownKind("unix@, ipv4@, ipv6@");
        };
    }

    private static SocketAddress tcp(String text, Prefixed prefixed) throws Mistake {
        if (text.lastIndexOf(':') < 0) {
            throw new Mistake(
                    "'" + text + "' is neither a path nor host:port",
                    "Write for example /run/gateway.sock or 127.0.0.1:9999.");
        }
        HostPort hostPort = HostPort.parse(prefixed.family(), prefixed.address());
        return prefixed.tcp(hostPort.host(), hostPort.port(PORT));
    }

    @Override
    public String values() {
        return "/path, unix@path, host:port, ipv4@host:port, ipv6@host:port";
    }
}
