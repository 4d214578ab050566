package io.epochgateway.server.balance;

import io.epochgateway.http.MessageHead;
import io.epochgateway.server.Server;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The turn that the hash names in a plan made of the weights; in turn where there is no key. */
final class MapBasedHash implements Balance {

    private final RequestHash hash;
    private final StaticRr withoutKey;

    MapBasedHash(RequestHash hash, List<Server> all) {
        this.hash = hash;
        this.withoutKey = new StaticRr(all);
    }

    @Override
    public void use(List<Server> usable) {
        withoutKey.use(usable);
    }

    @Override
    public long key(@Nullable SocketAddress client, @Nullable MessageHead request) {
        return hash.of(client, request);
    }

    @Override
    public long key(byte[] octets, int from, int to) {
        return hash.of(octets, from, to);
    }

    @Override
    public boolean looksIntoForms() {
        return hash.looksIntoForms();
    }

    @Override
    public long keyOfForm(byte[] form) {
        return hash.ofForm(form);
    }

    @Override
    public @Nullable Server designate(long key) {
        Server[] turns = withoutKey.turns();
        return key == NO_KEY || turns.length == 0 ? null : turns[(int) (key % turns.length)];
    }

    @Override
    public @Nullable Server pick() {
        return withoutKey.pick();
    }
}
