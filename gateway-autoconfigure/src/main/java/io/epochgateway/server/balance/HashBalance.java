package io.epochgateway.server.balance;

import io.epochgateway.http.MessageHead;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A strategy that goes by what a hash makes of a request. */
abstract sealed class HashBalance implements Balance permits ConsistentHash, MapBasedHash {

    private final RequestHash hash;

    HashBalance(RequestHash hash) {
        this.hash = hash;
    }

    @Override
    public final long key(@Nullable SocketAddress client, @Nullable MessageHead request) {
        return hash.of(client, request);
    }

    @Override
    public final long key(byte[] octets, int from, int to) {
        return hash.of(octets, from, to);
    }

    @Override
    public final boolean looksIntoForms() {
        return hash.looksIntoForms();
    }

    @Override
    public final long keyOfForm(byte[] form) {
        return hash.ofForm(form);
    }
}
