package io.epochgateway.rule.acl;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Sample;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Addresses and networks. An IPv4 address is the same as its form in IPv6 ({@code ::ffff:0:0/96}). */
final class Networks implements Match {

    private static final int MAPPED = 12;
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final byte[][] prefixes;
    private final int[] bits;

    private Networks(List<byte[]> prefixes, List<Integer> bits) {
        this.prefixes = prefixes.toArray(byte[][]::new);
        this.bits = bits.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Reads addresses, with a slash and a prefix length or a mask behind them for networks.
     *
     * @param names whether names are looked up, which may block
     */
    static Networks of(List<String> values, boolean names) throws Mistake {
        List<byte[]> prefixes = new ArrayList<>();
        List<Integer> bits = new ArrayList<>();
        for (String value : values) {
            int slash = value.indexOf('/');
            String host = slash < 0 ? value : value.substring(0, slash);
            byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
            if (address != null) {
                prefixes.add(address);
                bits.add(slash < 0 ? address.length * 8 : prefix(value, value.substring(slash + 1), address.length));
            } else if (names && slash < 0) {
                for (InetAddress resolved : resolve(host)) {
                    prefixes.add(resolved.getAddress());
                    bits.add(resolved.getAddress().length * 8);
                }
            } else {
                throw new Mistake("'" + value + "' is no address", "Write for example 192.0.2.0/24 or 2001:db8::/32.");
            }
        }
        return new Networks(prefixes, bits);
    }

    private static InetAddress[] resolve(String host) throws Mistake {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new Mistake("the name '" + host + "' has no address", "Write an address or another name.");
        }
    }

    private static int prefix(String value, String text, int length) throws Mistake {
        byte[] mask = NetUtil.createByteArrayFromIpAddressString(text);
        if (mask != null && mask.length == length) {
            int ones = 0;
            while (ones < length * 8 && (mask[ones / 8] >> 7 - ones % 8 & 1) != 0) {
                ones++;
            }
            for (int i = ones; i < length * 8; i++) {
                if ((mask[i / 8] >> 7 - i % 8 & 1) != 0) {
                    throw new Mistake("the mask of '" + value + "' has gaps", "Write a prefix length.");
                }
            }
            return ones;
        }
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= length * 8) {
            return Integer.parseInt(text);
        }
        throw new Mistake(
                "'" + text + "' of '" + value + "' is no prefix length",
                "Write a number from 0 to " + length * 8 + ".");
    }

    @Override
    public boolean matches(Sample sample) {
        if (!sample.asAddress()) {
            return false;
        }
        for (int i = 0; i < prefixes.length; i++) {
            if (contains(prefixes[i], bits[i], sample.octets(), sample.from(), sample.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] prefix, int bits, byte[] octets, int from, int length) {
        if (prefix.length == length) {
            return sameBits(prefix, 0, octets, from, bits);
        }
        if (prefix.length == 4) {
            return isMapped(octets, from) && sameBits(prefix, 0, octets, from + MAPPED, bits);
        }
        return sameBits(prefix, 0, MAPPED_PREFIX, 0, Math.min(bits, MAPPED * 8))
                && sameBits(prefix, MAPPED, octets, from, bits - MAPPED * 8);
    }

    private static boolean isMapped(byte[] octets, int from) {
        return sameBits(octets, from, MAPPED_PREFIX, 0, MAPPED * 8);
    }

    private static boolean sameBits(byte[] a, int aFrom, byte[] b, int bFrom, int bits) {
        int left = bits;
        for (int i = 0; left > 0; i++, left -= 8) {
            int mask = left >= 8 ? 0xff : 0xff00 >> left & 0xff;
            if (((a[aFrom + i] ^ b[bFrom + i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
