package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.HashAffinity;
import io.epochgateway.definition.HashType;
import io.epochgateway.definition.PersistenceDefinition;
import java.util.List;

/** The keywords that say how a server is chosen. */
final class BalanceKeywords {

    static final Keyword<BalanceAlgorithm> BALANCE = new Keyword<>(
            "balance", new BalanceLine(), "random", "How a server is chosen; `random` takes the less loaded of two.");
    static final Keyword<HashType> HASH_TYPE = new Keyword<>(
            "hash-type", new HashTypeLine(), "map-based", "How an algorithm that hashes gets from a key to a server.");
    static final Keyword<Integer> HASH_BALANCE_FACTOR = new Keyword<>(
            "hash-balance-factor",
            new BalanceFactor(),
            "0",
            "The most load of a server in percent of the average, with `hash-type consistent` and `random`; `0`: no limit.");
    static final Keyword<HashAffinity> HASH_PRESERVE_AFFINITY = new Keyword<>(
            "hash-preserve-affinity",
            new Choice<>("affinity", HashAffinity.class),
            "always",
            "When a key stays with a loaded server, with `hash-type consistent`.");

    static final Keyword<String> PERSIST = new Keyword<>(
            "persist", new PersistLine(), "What of a connection in mode `tcp` brings its client back to a server.");

    /** Of backends. */
    static final List<Keyword<?>> OF_BACKENDS =
            List.of(BALANCE, HASH_TYPE, HASH_BALANCE_FACTOR, HASH_PRESERVE_AFFINITY, PERSIST);

    static final Keyword<Boolean> ALLBACKUPS =
            Keywords.flag("allbackups", "Uses all backups, not just the first, when no active server is usable.");

    static final Keyword<Boolean> OPTION_PERSIST =
            Keywords.flag("persist", "Brings clients back to their server even if it is down.");

    static final Keyword<Integer> ID = new Keyword<>(
            "id",
            new WholeNumber(1, Integer.MAX_VALUE),
            "The server's number, by which hashes and `balance first` know it. Otherwise its place, or the next that is"
                    + " free.");

    private BalanceKeywords() {}

    static PersistenceDefinition persistence(Settings backend) {
        return new PersistenceDefinition(
                backend.get(OptionKeywords.OPTION, Settings.NONE).get(OPTION_PERSIST), backend.find(PERSIST));
    }
}
