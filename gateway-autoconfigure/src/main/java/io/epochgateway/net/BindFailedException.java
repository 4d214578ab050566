package io.epochgateway.net;

import io.epochgateway.definition.BindDefinition;

/** An address of the configuration that could not be listened on; nothing of the gateway is left running. */
public final class BindFailedException extends RuntimeException {

    private final BindDefinition bind;

    public BindFailedException(BindDefinition bind, String reason, Throwable cause) {
        super("%s: cannot listen on %s:%d: %s".formatted(bind.property(), bind.host(), bind.port(), reason), cause);
        this.bind = bind;
    }

    /** The bind that failed. */
    public BindDefinition bind() {
        return bind;
    }
}
