package io.epochgateway.definition;

/**
 * How a backend spreads what it gets.
 *
 * @param property the full name of the property that names the algorithm, for messages; empty if none does
 * @param algorithm how a server is chosen
 * @param hashType how a hashing algorithm gets from a key to a server
 * @param hashBalanceFactor the most load of a server in percent of the average, above 100; 0 for no limit
 * @param hashPreserveAffinity whether a key stays with a loaded server
 * @param allBackups whether all backups are used when no active server is usable, or the first only
 */
public record BalanceDefinition(
        String property,
        BalanceAlgorithm algorithm,
        HashType hashType,
        int hashBalanceFactor,
        HashAffinity hashPreserveAffinity,
        boolean allBackups) {

    /** An algorithm with what holds otherwise. */
    public static BalanceDefinition of(BalanceAlgorithm algorithm) {
        return new BalanceDefinition("", algorithm, HashType.DEFAULT, 0, HashAffinity.ALWAYS, false);
    }

    /** Whether weights can change in steps while it runs; if not, a server has all of its weight or none. */
    public boolean isDynamic() {
        return switch (algorithm) {
            case BalanceAlgorithm.Plain plain -> plain != BalanceAlgorithm.Plain.STATIC_RR;
            case BalanceAlgorithm.Random random -> true;
            case BalanceAlgorithm.Hashed hashed -> hashType.method() == HashType.Method.CONSISTENT;
        };
    }
}
