package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.IpFamily;
import io.netty.util.NetUtil;
import java.util.regex.Pattern;

/**
 * A network address as written, split at the colon before the port.
 *
 * @param host an address or a name, without brackets; empty for all addresses
 * @param port what stands behind the colon
 */
record HostPort(String host, String port) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    /** IPv6 addresses may stand in brackets; the last colon starts the port. */
    static HostPort parse(IpFamily family, String text) throws Mistake {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            String port = text.matches("\\d+") ? text : "8080";
            throw new Mistake("'" + text + "' has no port", "Write host:port, for example 127.0.0.1:" + port + ".");
        }
        return new HostPort(host(family, text.substring(0, colon)), text.substring(colon + 1));
    }

    /** A host without a port; {@code *} is the empty one. */
    static String host(IpFamily family, String text) throws Mistake {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String host = bracketed ? text.substring(1, text.length() - 1) : text;
        boolean six = bracketed || host.indexOf(':') >= 0;
        boolean all = host.isEmpty() || host.equals("*");
        if (six
                ? !NetUtil.isValidIpV6Address(host)
                : !all && !NAME.matcher(host).matches()) {
            throw new Mistake("'" + text + "' is no host", "Write an IPv4 address, an IPv6 address in [ ] or a name.");
        }
        if (six && family == IpFamily.IPV4 || family == IpFamily.IPV6 && NetUtil.isValidIpV4Address(host)) {
            throw new Mistake("'" + text + "' is of the other family", "Leave the prefix before the @ out.");
        }
        if (all) {
            return family == IpFamily.IPV6 ? "::" : "";
        }
        return host;
    }

    /** The port as one number. */
    int port(WholeNumber ports) throws Mistake {
        return port(port, ports);
    }

    static int port(String text, WholeNumber ports) throws Mistake {
        try {
            return ports.parse(text);
        } catch (Mistake mistake) {
            throw new Mistake("the port " + mistake.reason(), mistake.mend());
        }
    }
}
