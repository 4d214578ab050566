package io.epochgateway.autoconfigure.grammar;

import io.netty.util.NetUtil;
import java.util.regex.Pattern;

/** The {@code host:port} of a server. IPv6 addresses may stand in brackets; the last colon starts the port. */
record Address() implements Scalar<HostPort> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final WholeNumber PORT = new WholeNumber(1, 65535);

    @Override
    public HostPort parse(String text) throws Mistake {
        HostPort address = parse(text, PORT);
        if (address.host().isEmpty()) {
            throw new Mistake("'" + text + "' has no host", "Write host:port, for example 127.0.0.1:8080.");
        }
        return address;
    }

    static HostPort parse(String text, WholeNumber ports) throws Mistake {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new Mistake("'" + text + "' has no port", "Write host:port, for example 127.0.0.1:8080.");
        }
        return new HostPort(host(text.substring(0, colon)), port(text.substring(colon + 1), ports));
    }

    private static int port(String text, WholeNumber ports) throws Mistake {
        try {
            return ports.parse(text);
        } catch (Mistake mistake) {
            throw new Mistake("the port " + mistake.reason(), mistake.mend());
        }
    }

    private static String host(String text) throws Mistake {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String host = bracketed ? text.substring(1, text.length() - 1) : text;
        boolean valid = (bracketed || host.indexOf(':') >= 0)
                ? NetUtil.isValidIpV6Address(host)
                : host.isEmpty() || host.equals("*") || NAME.matcher(host).matches();
        if (!valid) {
            throw new Mistake("'" + text + "' is no host", "Write an IPv4 address, an IPv6 address in [ ] or a name.");
        }
        return host.equals("*") ? "" : host;
    }

    @Override
    public String values() {
        return "host:port";
    }
}
