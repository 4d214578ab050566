package io.epochgateway.net;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.SocketAddress;
import java.nio.file.FileSystemException;

/** An address of the configuration that could not be listened on; nothing of the gateway is left running. */
public final class BindFailedException extends RuntimeException {

    private final String property;

    /**
     * @param property the full name of the property that has the address
     * @param address as the property has it
     * @param reason a clause without a full stop
     */
    public BindFailedException(String property, String address, String reason, Throwable cause) {
        super("%s: cannot listen on %s: %s".formatted(property, address, reason), cause);
        this.property = property;
    }

    static BindFailedException of(BindDefinition bind, Exception failure) {
        if (failure instanceof BindFailedException known) {
            return known;
        }
        String address = bind.address() instanceof SocketAddress.Tcp tcp
                ? tcp.host() + ":" + tcp.port()
                : bind.address().text();
        return new BindFailedException(bind.property(), address, reason(failure), failure);
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        for (Throwable deeper = cause.getCause(); deeper != null; deeper = deeper.getCause()) {
            cause = deeper;
        }
        String message = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** The full name of the property that has the address. */
    public String property() {
        return property;
    }
}
