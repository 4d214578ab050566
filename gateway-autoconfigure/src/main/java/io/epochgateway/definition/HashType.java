package io.epochgateway.definition;

/**
 * How a key leads to a server (HAProxy {@code hash-type}).
 *
 * @param method from the hash to the server
 * @param function from the key to the hash
 * @param avalanche whether the hash is mixed once more
 */
public record HashType(Method method, Function function, boolean avalanche) {

    /** What holds if nothing is written. */
    public static final HashType DEFAULT = new HashType(Method.MAP_BASED, Function.SDBM, false);

    /** From the hash to the server. */
    public enum Method {
        /** Modulo the total weight: even, but most keys move when a server goes or comes. */
        MAP_BASED,
        /** The nearest point of a ring: only the keys of a server that goes or comes move. */
        CONSISTENT
    }

    /** From the key to the hash. */
    public enum Function {
        /** The sdbm database's. */
        SDBM,
        /** Daniel J. Bernstein's, with 33. */
        DJB2,
        /** Of the Wt toolkit's author, made for short keys. */
        WT6,
        /** IEEE 802.3's checksum. */
        CRC32,
        /** The key is a number and is the hash. */
        NONE
    }
}
