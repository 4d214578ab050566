package io.epochgateway.net;

import io.epochgateway.definition.SendProxy;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A header of the PROXY protocol, version 1 or 2 (HAProxy's doc/proxy-protocol.txt).
 *
 * @param addresses what it says; null if the connection's own hold ({@code LOCAL}, {@code UNKNOWN})
 * @param tlvs the type-length-value triples of version 2, well formed; possibly none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ProxyHeader(@Nullable ClientAddresses addresses, byte[] tlvs) {

    /** ALPN's choice of the client's connection. */
    public static final int ALPN = 0x01;

    /** The host name that the client asked for, mostly by SNI. */
    public static final int AUTHORITY = 0x02;

    static final int CRC32C = 0x03;

    /** What tells the connection from all others, at most 128 bytes. */
    public static final int UNIQUE_ID = 0x05;

    /** About TLS; has triples of its own. */
    public static final int SSL = 0x20;

    /** The name of the network namespace that the connection was accepted in. */
    public static final int NETNS = 0x30;

    static final int TLV_START = 3;

    /** Nothing to tell but addresses. */
    public static final byte[] NO_TLVS = {};

    /** What says nothing but that a header was there. */
    static final ProxyHeader LOCAL = new ProxyHeader(null, new byte[0]);

    /**
     * The header that says these addresses, or that there are none to be said.
     *
     * @param addresses null for a connection of the gateway's own
     */
    public static byte[] write(SendProxy version, @Nullable ClientAddresses addresses) {
        return write(version, addresses, NO_TLVS);
    }

    /**
     * As {@link #write(SendProxy, ClientAddresses)}, with more to tell.
     *
     * @param tlvs well-formed type-length-value triples; version 1 has no place for them
     */
    public static byte[] write(SendProxy version, @Nullable ClientAddresses addresses, byte[] tlvs) {
        return switch (version) {
            case V1 -> ProxyHeaderV1.write(addresses);
            case V2 -> ProxyHeaderV2.write(addresses, false, tlvs);
            case V2_CRC32C -> ProxyHeaderV2.write(addresses, true, tlvs);
        };
    }

    /** From now on these are the connection's addresses. Event loop only. */
    public void applyTo(Channel client) {
        ClientAddresses.set(client, this);
    }

    /** The value of the first triple of that type; null if there is none. */
    public byte @Nullable [] value(int type) {
        for (int at = 0; at < tlvs.length; at += TLV_START + length(at)) {
            if ((tlvs[at] & 0xFF) == type) {
                byte[] value = new byte[length(at)];
                System.arraycopy(tlvs, at + TLV_START, value, 0, value.length);
                return value;
            }
        }
        return null;
    }

    private int length(int at) {
        return (tlvs[at + 1] & 0xFF) << 8 | tlvs[at + 2] & 0xFF;
    }
}
