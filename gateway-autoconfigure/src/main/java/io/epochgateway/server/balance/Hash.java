package io.epochgateway.server.balance;

import io.epochgateway.definition.HashType.Function;
import java.util.zip.CRC32;

/** The hash functions of {@code hash-type}, each of 32 bits. Any thread. */
public interface Hash {

    int of(byte[] octets, int from, int to);

    static Hash of(Function function) {
        return switch (function) {
            case SDBM -> Hash::sdbm;
            case DJB2 -> Hash::djb2;
            case WT6 -> Hash::wt6;
            case CRC32 -> Hash::crc32;
            case NONE -> Hash::number;
        };
    }

    /** Ozan Yigit's, of his database library. */
    static int sdbm(byte[] octets, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = (octets[i] & 0xff) + hash * 65599;
        }
        return hash;
    }

    /** Daniel J. Bernstein's. */
    static int djb2(byte[] octets, int from, int to) {
        int hash = 5381;
        for (int i = from; i < to; i++) {
            hash = hash * 33 + (octets[i] & 0xff);
        }
        return hash;
    }

    /** Two words that turn each other by what they are. */
    static int wt6(byte[] octets, int from, int to) {
        int one = 0xa53c965a;
        int two = 0x5ca6953a;
        int turnOne = 6;
        int turnTwo = 18;
        for (int i = from; i < to; i++) {
            int octet = octets[i] & 0xff;
            int mixedOne = ~(one ^ octet);
            int mixedTwo = ~(two + octet);
            one = Integer.rotateLeft(mixedTwo, turnOne);
            two = Integer.rotateLeft(mixedOne, turnTwo);
            int turns = (one >>> 16 ^ two) & 0xffff;
            turnOne = turns & 0x1f;
            turnTwo = turns >>> 11;
        }
        return one ^ two;
    }

    /** IEEE 802.3's. */
    static int crc32(byte[] octets, int from, int to) {
        CRC32 sum = new CRC32();
        sum.update(octets, from, to - from);
        return (int) sum.getValue();
    }

    /** The decimal number that the octets begin with; 0 if there is none. */
    static int number(byte[] octets, int from, int to) {
        boolean negative = from < to && octets[from] == '-';
        int number = 0;
        for (int i = negative || (from < to && octets[from] == '+') ? from + 1 : from;
                i < to && octets[i] >= '0' && octets[i] <= '9';
                i++) {
            number = number * 10 + octets[i] - '0';
        }
        return negative ? -number : number;
    }

    /** Robert Jenkins' mix of a 32-bit number, spread over the ring by a prime near three quarters of it. */
    static int avalanche(int number) {
        int mixed = number + 0x7ed55d16 + (number << 12);
        mixed = mixed ^ 0xc761c23c ^ mixed >>> 19;
        mixed = mixed + 0x165667b1 + (mixed << 5);
        mixed = mixed + 0xd3a2646c ^ mixed << 9;
        mixed = mixed + 0xfd7046c5 + (mixed << 3);
        mixed = mixed ^ 0xb55a4f09 ^ mixed >>> 16;
        return mixed * 0xc0000001;
    }
}
