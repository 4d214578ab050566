package io.epochgateway.definition;

import java.net.InetAddress;

/**
 * The addresses that share a prefix.
 *
 * @param address one of them
 * @param prefix how many leading bits they share; 0 for all addresses of the family
 */
public record Network(InetAddress address, int prefix) {

    public Network {
        if (prefix < 0 || prefix > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(address + "/" + prefix);
        }
    }

    /** Whether it is in this network; never if it is of the other family. */
    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int at = 0, bits = prefix; bits > 0; at++, bits -= Byte.SIZE) {
            int mask = bits >= Byte.SIZE ? 0xff : 0xff00 >> bits & 0xff;
            if (((ours[at] ^ theirs[at]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
