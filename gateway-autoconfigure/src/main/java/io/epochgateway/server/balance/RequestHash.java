package io.epochgateway.server.balance;

import io.epochgateway.definition.BalanceAlgorithm.Expression;
import io.epochgateway.definition.BalanceAlgorithm.Hashed;
import io.epochgateway.definition.BalanceAlgorithm.Header;
import io.epochgateway.definition.BalanceAlgorithm.RdpCookie;
import io.epochgateway.definition.BalanceAlgorithm.Source;
import io.epochgateway.definition.BalanceAlgorithm.Uri;
import io.epochgateway.definition.BalanceAlgorithm.UrlParam;
import io.epochgateway.definition.HashType;
import io.epochgateway.http.MessageHead;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The hash of that part of a request that decides where it goes. Any thread that may look at the request. */
final class RequestHash {

    /** Looks up a part of a request; null says that there is none. */
    private interface Part {
        @Nullable
        Octets of(@Nullable SocketAddress client, @Nullable MessageHead request);
    }

    private final Part part;
    private final Hash hash;
    private final boolean avalanche;
    private final @Nullable FormParameter inForms;

    private RequestHash(Part part, @Nullable FormParameter inForms, Hash hash, boolean avalanche) {
        this.part = part;
        this.inForms = inForms;
        this.hash = hash;
        this.avalanche = avalanche;
    }

    static RequestHash of(Hashed algorithm, HashType type) {
        // source has a hash of its own, whatever the type says
        Hash hash = algorithm instanceof Source ? RequestHash::foldedWords : Hash.of(type.function());
        FormParameter inForms =
                algorithm instanceof UrlParam param && param.checkPost() ? new FormParameter(param.name()) : null;
        return new RequestHash(part(algorithm), inForms, hash, type.avalanche());
    }

    private static Part part(Hashed algorithm) {
        return switch (algorithm) {
            case Source source -> (client, request) -> address(client);
            case Uri uri -> (client, request) -> request == null ? null : Octets.uri(request, uri);
            case UrlParam param -> ofQuery(param);
            case Header header -> ofField(header);
            // rules look these up
            case Expression expression -> (client, request) -> null;
            case RdpCookie cookie -> (client, request) -> null;
        };
    }

    private static Part ofQuery(UrlParam param) {
        FormParameter parameter = new FormParameter(param.name());
        return (client, request) -> request == null ? null : parameter.inQuery(request);
    }

    private static Part ofField(Header header) {
        FieldValue field = new FieldValue(header.name());
        return (client, request) -> {
            Octets value = request == null ? null : field.first(request);
            return value != null && header.domainOnly() ? value.domain() : value;
        };
    }

    private static @Nullable Octets address(@Nullable SocketAddress client) {
        return client instanceof InetSocketAddress ip && ip.getAddress() != null
                ? Octets.all(ip.getAddress().getAddress())
                : null;
    }

    private static int foldedWords(byte[] octets, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash ^= (octets[i] & 0xff) << (3 - (i - from) % 4) * Byte.SIZE;
        }
        return hash;
    }

    /** 0 to 2^32 - 1, or {@link Balance#NO_KEY}. */
    long of(@Nullable SocketAddress client, @Nullable MessageHead request) {
        Octets found = part.of(client, request);
        if (found == null) {
            return Balance.NO_KEY;
        }
        return of(found.octets(), found.from(), found.to());
    }

    long of(byte[] octets, int from, int to) {
        int value = hash.of(octets, from, to);
        return Integer.toUnsignedLong(avalanche ? Hash.avalanche(value) : value);
    }

    boolean looksIntoForms() {
        return inForms != null;
    }

    long ofForm(byte[] form) {
        Octets found = inForms == null ? null : inForms.inForm(Octets.all(form));
        return found == null ? Balance.NO_KEY : of(found.octets(), found.from(), found.to());
    }
}
