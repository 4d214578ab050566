package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The turn that the hash names in a plan made of the weights; in turn where there is no key. */
final class MapBasedHash extends HashBalance {

    private final StaticRr withoutKey;

    MapBasedHash(RequestHash hash, List<Server> all) {
        super(hash);
        this.withoutKey = new StaticRr(all);
    }

    @Override
    public void use(List<Server> usable) {
        withoutKey.use(usable);
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
