package io.epochgateway.definition;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a proxy of mode http treats connections, requests and errors.
 *
 * @param connectionMode what becomes of connections after a response
 * @param pretendKeepAlive whether a server isn't told that its connection will be closed; of backends
 * @param forwardFor adds the client's address to requests; null if it isn't added
 * @param originalTo adds the address that the client connected to; null if it isn't added
 * @param forwarded adds {@code Forwarded} to requests; null if it isn't added; of backends
 * @param ignoreProbes whether connections without a request get no answer; of frontends
 * @param monitorUri the target that is answered 200 at once; null for none; of frontends
 * @param restrictReqHdrNames what becomes of requests with unusual field names
 * @param cookie brings clients back to their server; null for none; of backends
 * @param sendNameHeader the field that tells a server its name; null for none; of backends
 * @param errors what is answered in place of the gateway's own errors, by their status
 */
public record HttpOptions(
        ConnectionMode connectionMode,
        boolean pretendKeepAlive,
        @Nullable AddressField forwardFor,
        @Nullable AddressField originalTo,
        @Nullable ForwardedField forwarded,
        boolean ignoreProbes,
        @Nullable String monitorUri,
        RestrictReqHdrNames restrictReqHdrNames,
        @Nullable CookieDefinition cookie,
        @Nullable String sendNameHeader,
        Map<Integer, ErrorDefinition> errors) {

    /** Nothing is said. */
    public static final HttpOptions NONE = new HttpOptions(
            ConnectionMode.KEEP_ALIVE,
            false,
            null,
            null,
            null,
            false,
            null,
            RestrictReqHdrNames.PRESERVE,
            null,
            null,
            Map.of());

    public HttpOptions {
        errors = Collections.unmodifiableMap(new TreeMap<>(errors));
    }
}
