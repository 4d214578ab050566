package io.epochgateway.net;

import io.epochgateway.definition.BindDefinition;

/** An address of the configuration that could not be listened on; nothing of the gateway is left running. */
public final class BindFailedException extends RuntimeException {

    private final String property;

    public BindFailedException(BindDefinition bind, String reason, Throwable cause) {
        this(bind.property(), bind.host() + ":" + bind.port(), reason, cause);
    }

    /**
     * For what isn't a {@code bind}.
     *
     * @param property the full name of the property that has the address
     * @param address as the property has it
     * @param reason a clause without a full stop
     */
    public BindFailedException(String property, String address, String reason, Throwable cause) {
        super("%s: cannot listen on %s: %s".formatted(property, address, reason), cause);
        this.property = property;
    }

    /** The full name of the property that has the address. */
    public String property() {
        return property;
    }
}
