package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The addresses of a {@code bind}, separated by commas; without a host or with {@code *}, all addresses are meant. */
record Addresses() implements Scalar<List<SocketAddress>> {

    private static final WholeNumber PORT = new WholeNumber(0, 65535);
    private static final WholeNumber FD = new WholeNumber(0, Integer.MAX_VALUE);

    @Override
    public List<SocketAddress> parse(String text) throws Mistake {
        List<SocketAddress> addresses = new ArrayList<>();
        for (String address : text.split(",", -1)) {
            add(address.strip(), addresses);
        }
        return List.copyOf(addresses);
    }

    private static void add(String text, List<SocketAddress> addresses) throws Mistake {
        Prefixed prefixed = Prefixed.of(text);
        switch (prefixed.kind()) {
            case "unix" -> addresses.add(prefixed.unix());
            case "abns", "abnsz" -> addresses.add(prefixed.abstractSocket());
            case "fd" -> addresses.add(new SocketAddress.Inherited(FD.parse(prefixed.address())));
            case "", "ipv4", "ipv6" -> addPorts(prefixed, addresses);
            default -> throw prefixed.unknownKind("unix@, abns@, abnsz@, fd@, ipv4@, ipv6@");
        }
    }

    private static void addPorts(Prefixed prefixed, List<SocketAddress> addresses) throws Mistake {
        HostPort parts = HostPort.parse(prefixed.family(), prefixed.address());
        int dash = parts.port().indexOf('-', 1);
        int first = dash < 0 ? parts.port(PORT) : HostPort.port(parts.port().substring(0, dash), PORT);
        int last = dash < 0 ? first : HostPort.port(parts.port().substring(dash + 1), PORT);
        if (last < first || first == 0 && last > 0) {
            throw new Mistake("'" + parts.port() + "' is no range of ports", "Write the lower one first, from 1 on.");
        }
        for (int port = first; port <= last; port++) {
            addresses.add(prefixed.tcp(parts.host(), port));
        }
    }

    @Override
    public String values() {
        return "[host]:port[-port], unix@path, abns@name, fd@number, several separated by commas";
    }
}
