package io.epochgateway.stream;

import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.Splicing;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.Reply;
import io.epochgateway.rule.FrontendRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream needs of the frontend that accepted it.
 *
 * @param name for logs
 * @param waits its timeouts
 * @param headLimits how large the head of a message may be
 * @param http how it treats HTTP messages
 * @param errors what it answers in place of the gateway's own replies
 * @param bufferRequest whether requests are read before a server is chosen
 * @param splicing what is moved by the kernel
 * @param defaultBackend where its streams go; null if nowhere
 * @param telemetry where they are told of
 * @param rules what is done with its connections, and where its streams go; null if there are none
 */
public record FrontendSide(
        String name,
        Waits waits,
        HeadLimits headLimits,
        HttpOptions http,
        Map<ErrorReply, Reply> errors,
        boolean bufferRequest,
        Splicing splicing,
        @Nullable BackendSide defaultBackend,
        Telemetry telemetry,
        @Nullable FrontendRules<BackendSide> rules) {}
