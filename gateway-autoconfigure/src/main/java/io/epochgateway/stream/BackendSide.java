package io.epochgateway.stream;

import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.RetryDefinition;
import io.epochgateway.definition.Splicing;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.Reply;
import io.epochgateway.rule.BackendRules;
import io.epochgateway.rule.ServerRules;
import io.epochgateway.rule.ServerTlvs;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.cookie.CookiePersistence;
import io.epochgateway.stats.Traffic;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream needs of the backend it goes to.
 *
 * @param name for logs
 * @param mode what it understands of the bytes
 * @param waits its timeouts
 * @param http how it treats HTTP messages
 * @param errors what it answers in place of the gateway's own replies
 * @param httpReuse when idle connections are shared
 * @param retry when and where a request is tried again
 * @param spreads whether the balance algorithm gives each choice to another server, so that any retry may go elsewhere
 * @param persists whether clients come back to a server that is down (HAProxy {@code option persist})
 * @param abortonclose whether a client that ends its side gives its request up
 * @param bufferRequest whether requests are read before a server is chosen
 * @param splicing what is moved by the kernel
 * @param cookie brings clients back to their server; null if nothing does
 * @param serverRules say which server a stream goes to; null if there are none
 * @param servers where it can go
 * @param traffic its counters
 * @param tlvs what its servers are told besides addresses; null if nothing
 * @param rules what is done with what clients and servers say first; null if there are none
 */
public record BackendSide(
        String name,
        Mode mode,
        Waits waits,
        HttpOptions http,
        Map<ErrorReply, Reply> errors,
        HttpReuse httpReuse,
        RetryDefinition retry,
        boolean spreads,
        boolean persists,
        boolean abortonclose,
        boolean bufferRequest,
        Splicing splicing,
        @Nullable CookiePersistence cookie,
        @Nullable ServerRules serverRules,
        ServerSet servers,
        Traffic traffic,
        @Nullable ServerTlvs tlvs,
        @Nullable BackendRules rules) {

    /** Whether it has rules that look at streams. */
    public boolean looksAtStreams() {
        return rules != null || serverRules != null || tlvs != null;
    }
}
