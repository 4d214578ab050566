package io.epochgateway.engine;

import io.epochgateway.definition.AddressField;
import io.epochgateway.definition.ConnectionMode;
import io.epochgateway.definition.CookieDefinition;
import io.epochgateway.definition.ErrorDefinition;
import io.epochgateway.definition.ForwardedField;
import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.RestrictReqHdrNames;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTTP options of a test's frontend or backend; what a test cares for is changed. */
final class HttpSetup {

    private final Map<Integer, ErrorDefinition> errors = new HashMap<>();
    private ConnectionMode mode = ConnectionMode.KEEP_ALIVE;
    private boolean pretendKeepAlive;
    private @Nullable AddressField forwardFor;
    private @Nullable AddressField originalTo;
    private @Nullable ForwardedField forwarded;
    private boolean ignoreProbes;
    private @Nullable String monitorUri;
    private RestrictReqHdrNames names = RestrictReqHdrNames.PRESERVE;

    private @Nullable CookieDefinition cookie;

    HttpSetup mode(ConnectionMode wanted) {
        mode = wanted;
        return this;
    }

    HttpSetup pretendKeepAlive() {
        pretendKeepAlive = true;
        return this;
    }

    HttpSetup forwardFor(AddressField wanted) {
        forwardFor = wanted;
        return this;
    }

    HttpSetup originalTo(AddressField wanted) {
        originalTo = wanted;
        return this;
    }

    HttpSetup forwarded(ForwardedField wanted) {
        forwarded = wanted;
        return this;
    }

    HttpSetup ignoreProbes() {
        ignoreProbes = true;
        return this;
    }

    HttpSetup monitorUri(String wanted) {
        monitorUri = wanted;
        return this;
    }

    HttpSetup restrictReqHdrNames(RestrictReqHdrNames wanted) {
        names = wanted;
        return this;
    }

    HttpSetup cookie(CookieDefinition wanted) {
        cookie = wanted;
        return this;
    }

    HttpSetup error(int status, ErrorDefinition wanted) {
        errors.put(status, wanted);
        return this;
    }

    HttpOptions options() {
        return new HttpOptions(
                mode,
                pretendKeepAlive,
                forwardFor,
                originalTo,
                forwarded,
                ignoreProbes,
                monitorUri,
                names,
                cookie,
                null,
                errors);
    }
}
