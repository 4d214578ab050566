package io.epochgateway.autoconfigure.grammar;

import io.netty.util.NetUtil;

/** An address or a name, without a port. */
record Host() implements Scalar<String> {

    @Override
    public String parse(String text) throws Mistake {
        if (!NetUtil.isValidIpV6Address(text) && !text.matches("[A-Za-z0-9_.-]+")) {
            throw new Mistake("'" + text + "' is no host", "Write an IPv4 address, an IPv6 address or a name.");
        }
        return text;
    }

    @Override
    public String values() {
        return "host";
    }
}
