package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.Network;
import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A network: an address alone, or with {@code /} and the prefix's length or, for IPv4, its mask. */
record Subnet() implements Scalar<Network> {

    @Override
    public Network parse(String text) throws Mistake {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * Byte.SIZE;
        return new Network(address, slash < 0 ? bits : prefix(text.substring(slash + 1), bits));
    }

    private static InetAddress address(String text) throws Mistake {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            throw new Mistake(
                    "'" + text + "' is no address", "Write for example 127.0.0.1, 10.0.0.0/8 or 2001:db8::/32.");
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException neverWithBytes) {
            throw new IllegalStateException(neverWithBytes);
        }
    }

    private static int prefix(String text, int bits) throws Mistake {
        if (bits == Integer.SIZE && NetUtil.isValidIpV4Address(text)) {
            BigInteger mask = new BigInteger(1, NetUtil.createByteArrayFromIpAddressString(text));
            int prefix = mask.bitCount();
            if (prefix == 0 || mask.getLowestSetBit() == bits - prefix) {
                return prefix;
            }
            throw new Mistake("the mask '" + text + "' has gaps", "Write the prefix's length, for example /24.");
        }
        try {
            return new WholeNumber(0, bits).parse(text);
        } catch (Mistake mistake) {
            throw new Mistake("the prefix's length " + mistake.reason(), mistake.mend());
        }
    }

    @Override
    public String values() {
        return "address[/prefix]";
    }
}
