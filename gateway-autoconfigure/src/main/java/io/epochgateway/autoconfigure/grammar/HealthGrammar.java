package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckDefinition;
import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.CheckSpread;
import io.epochgateway.definition.CheckTransport;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.HealthDefinition;
import io.epochgateway.definition.SendProxy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How servers are checked. */
final class HealthGrammar {

    private HealthGrammar() {}

    /** Null for a server that isn't checked. */
    static @Nullable CheckDefinition check(Settings server) {
        if (!server.get(HealthKeywords.CHECK) || server.get(HealthKeywords.NO_CHECK)) {
            return null;
        }
        Duration inter = server.get(HealthKeywords.INTER);
        if (inter.isZero()) {
            throw new DefinitionException(
                    server.property(), "inter 0", "checks need time between them", "Use 1ms or more.");
        }
        return new CheckDefinition(
                inter,
                server.get(HealthKeywords.FASTINTER, inter),
                server.get(HealthKeywords.DOWNINTER, inter),
                server.get(HealthKeywords.RISE),
                server.get(HealthKeywords.FALL),
                server.find(HealthKeywords.ADDR),
                server.get(HealthKeywords.PORT, 0),
                transport(server));
    }

    private static CheckTransport transport(Settings server) {
        ConnectOptions traffic = SocketKeywords.connect(server);
        SendProxy header = traffic.sendProxy() == null ? SendProxy.V1 : traffic.sendProxy();
        boolean elsewhere = server.find(HealthKeywords.ADDR) != null || server.find(HealthKeywords.PORT) != null;
        boolean first = server.get(HealthKeywords.CHECK_SEND_PROXY) || (traffic.sendProxy() != null && !elsewhere);
        return new CheckTransport(
                server.get(HealthKeywords.CHECK_SSL) && !server.get(HealthKeywords.NO_CHECK_SSL),
                server.find(HealthKeywords.CHECK_SNI),
                server.get(HealthKeywords.CHECK_ALPN, List.of()),
                caFile(server),
                first ? header : null,
                header);
    }

    /** Null if nothing is verified. */
    private static @Nullable String caFile(Settings server) {
        String file = server.find(HealthKeywords.CA_FILE);
        HealthKeywords.Verify verify = server.find(HealthKeywords.VERIFY);
        if (verify == HealthKeywords.Verify.REQUIRED && file == null) {
            throw new DefinitionException(
                    server.property(), "verify required", "there is nothing to verify by", "Write a ca-file, too.");
        }
        return verify == HealthKeywords.Verify.NONE ? null : file;
    }

    static CheckSpread spread(Settings global) {
        return new CheckSpread(global.get(HealthKeywords.SPREAD_CHECKS), global.get(HealthKeywords.MAX_SPREAD_CHECKS));
    }

    /**
     * Of a backend.
     *
     * @param own what it says itself
     * @param settings the same over the defaults
     */
    static HealthDefinition health(Settings own, Settings settings) {
        Settings option = settings.get(OptionKeywords.OPTION, Settings.NONE);
        Settings timeout = settings.get(Keywords.TIMEOUT, Settings.NONE);
        CheckKind kind = CheckKind.of(own.get(OptionKeywords.OPTION, Settings.NONE), option);
        Setting<String> bean = kind == CheckKind.BEAN ? option.setting(HealthKeywords.BEAN_CHECK) : null;
        return new HealthDefinition(
                kind == null ? CheckScript.CONNECT : script(kind, option, settings),
                bean == null ? null : bean.value(),
                bean == null ? "" : bean.property(),
                timeout.get(Keywords.CONNECT),
                timeout.get(HealthKeywords.TIMEOUT),
                option.get(HealthKeywords.LOG_HEALTH_CHECKS));
    }

    private static CheckScript script(CheckKind kind, Settings option, Settings settings) {
        try {
            return kind.script(option, settings);
        } catch (Mistake mistake) {
            throw new DefinitionException(settings.property(), null, mistake.reason(), mistake.mend());
        }
    }
}
