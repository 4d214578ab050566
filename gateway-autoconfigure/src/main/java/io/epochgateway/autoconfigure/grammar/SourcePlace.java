package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.SourceAddress;
import io.netty.util.NetUtil;

/** The address that connections come from, maybe with ports to choose from. */
record SourcePlace() implements Scalar<SourceAddress> {

    private static final WholeNumber PORT = new WholeNumber(1, 65535);

    @Override
    public SourceAddress parse(String text) throws Mistake {
        Prefixed prefixed = Prefixed.of(text);
        IpFamily family = prefixed.family();
        String address = prefixed.address();
        if (NetUtil.isValidIpV6Address(address) || address.endsWith("]") || address.indexOf(':') < 0) {
            return new SourceAddress(host(HostPort.host(family, address)), 0, 0);
        }
        HostPort parts = HostPort.parse(family, address);
        int dash = parts.port().indexOf('-');
        int first = HostPort.port(dash < 0 ? parts.port() : parts.port().substring(0, dash), PORT);
        int last = dash < 0 ? first : HostPort.port(parts.port().substring(dash + 1), PORT);
        if (last < first) {
            throw new Mistake("'" + parts.port() + "' is no range of ports", "Write the lower one first.");
        }
        return new SourceAddress(host(parts.host()), first, last);
    }

    private static String host(String text) throws Mistake {
        if (text.isEmpty()) {
            return "0.0.0.0";
        }
        if (!NetUtil.isValidIpV4Address(text) && !NetUtil.isValidIpV6Address(text)) {
            throw new Mistake("'" + text + "' is no address", "Write an IP address of this machine.");
        }
        return text;
    }

    @Override
    public String values() {
        return "address[:port[-port]]";
    }
}
