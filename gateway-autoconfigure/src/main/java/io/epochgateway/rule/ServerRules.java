package io.epochgateway.rule;

import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.balance.Balance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a stream decides about its server: the rules of {@code use-server}, {@code force-persist} and
 * {@code ignore-persist} of a backend, in their order, {@code persist rdp-cookie}, and the sample that is balanced by.
 * Immutable; any thread.
 */
public final class ServerRules {

    /** What counts of the persistence of a stream. */
    public enum Persistence {
        /** Servers that are up. */
        USUAL,
        /** Servers that are down, too. */
        FORCED,
        /** Nothing. */
        IGNORED
    }

    private final Map<String, Server> servers;
    private final List<Choice> choices;
    private final List<Exemption> exemptions;
    private final @Nullable RdpPersistence rdp;
    private final @Nullable HashedSample hashed;

    /** One rule of {@code use-server}: a server, or a text that gives a server's name. */
    record Choice(@Nullable Server server, @Nullable Template name, Condition condition) {}

    /** One rule of {@code force-persist} or {@code ignore-persist}. */
    record Exemption(Persistence persistence, Condition condition) {}

    ServerRules(
            Map<String, Server> servers,
            List<Choice> choices,
            List<Exemption> exemptions,
            @Nullable RdpPersistence rdp,
            @Nullable HashedSample hashed) {
        this.servers = Map.copyOf(servers);
        this.choices = List.copyOf(choices);
        this.exemptions = List.copyOf(exemptions);
        this.rdp = rdp;
        this.hashed = hashed;
    }

    /** By the first rule that holds. */
    public Persistence persistence(Evidence evidence, Sample sample) {
        for (Exemption exemption : exemptions) {
            if (exemption.condition.holds(evidence, sample)) {
                return exemption.persistence;
            }
        }
        return Persistence.USUAL;
    }

    /**
     * The server of the first rule that holds and whose server may be used, else the one that the cookie of RDP names;
     * null if there is none.
     *
     * @param force whether one that is down may be
     */
    public @Nullable Server choose(Evidence evidence, Sample sample, boolean force) {
        Server byRule = byRule(evidence, sample, force);
        return byRule == null && rdp != null ? rdp.server(evidence, sample) : byRule;
    }

    private @Nullable Server byRule(Evidence evidence, Sample sample, boolean force) {
        for (Choice choice : choices) {
            if (choice.condition.holds(evidence, sample)) {
                Server server = choice.name == null ? choice.server : servers.get(choice.name.of(evidence, sample));
                if (server == null) {
                    return null;
                }
                if (force || server.takesItsOwn()) {
                    return server;
                }
            }
        }
        return null;
    }

    /** What decides otherwise; {@link Balance#NO_KEY} if that is no sample, or if there is none. */
    public long key(Evidence evidence, Sample sample, ServerSet of) {
        return hashed == null ? Balance.NO_KEY : hashed.key(evidence, sample, of);
    }
}
