package io.epochgateway.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a check. */
public sealed interface CheckStep {

    /**
     * Opens a connection and closes the one before.
     *
     * @param implicit nobody wrote it, so it passes without a word
     * @param asServer whether TLS, names and headers are those of the server's line ({@code default})
     * @param host where; null as the check of the server
     * @param port where; 0 as the check of the server
     * @param portWritten whether the texts tell the port
     * @param sendProxy whether a header of the PROXY protocol comes first
     * @param linger whether the connection ends with a FIN, not with a reset
     * @param tls whether it is encrypted
     * @param sni the name that is asked for; null for none
     * @param alpn the protocols that are offered; empty for none
     */
    record Connect(
            boolean implicit,
            boolean asServer,
            @Nullable String host,
            int port,
            boolean portWritten,
            boolean sendProxy,
            boolean linger,
            boolean tls,
            @Nullable String sni,
            List<String> alpn)
            implements CheckStep {

        /** What a script without an own connection begins with. */
        public static final Connect IMPLICIT =
                new Connect(true, true, null, 0, false, false, false, false, null, List.of());

        /** As the server's line says, but ended with a FIN. */
        public static final Connect LINGERING =
                new Connect(false, true, null, 0, false, false, true, false, null, List.of());
    }

    /**
     * Sends octets.
     *
     * @param data octets as characters
     * @param hexadecimal whether the data comes to hexadecimal digits of them
     */
    record Send(CheckFormat data, boolean hexadecimal) implements CheckStep {}

    /**
     * Sends an HTTP/1 request, framed and closed as its version wants it.
     *
     * @param version {@code HTTP/1.0} or {@code HTTP/1.1}
     * @param state whether the server is told its state ({@code http-check send-state})
     */
    record SendRequest(
            String method, CheckFormat uri, String version, List<Field> fields, CheckFormat body, boolean state)
            implements CheckStep {

        /** A header field; framing is none of its business. */
        public record Field(String name, CheckFormat value) {}
    }

    /**
     * Judges what was received.
     *
     * @param match what is looked for
     * @param not whether it must not be there
     * @param minRecv octets that must be there before the verdict is final; -1 for a verdict that waits for the match
     * @param okStatus HAProxy's code of success
     * @param errorStatus HAProxy's code of failure; null for the usual one
     * @param timeoutStatus HAProxy's code of a wait that was too long
     * @param onSuccess what a success says; null for the usual words
     * @param onError what a failure says; null for the usual words
     * @param statusCode the number that is told with the result; null for the usual one
     */
    record Expect(
            CheckMatch match,
            boolean not,
            int minRecv,
            String okStatus,
            @Nullable String errorStatus,
            String timeoutStatus,
            @Nullable CheckFormat onSuccess,
            @Nullable CheckFormat onError,
            @Nullable CheckExpression statusCode)
            implements CheckStep {

        /** With the usual outcomes and words. */
        public Expect(CheckMatch match, boolean not) {
            this(match, not, -1, "L7OK", null, "L7TOUT", null, null, null);
        }
    }

    /**
     * Keeps a value for later steps.
     *
     * @param name with its scope
     * @param value null to forget it
     */
    record SetVariable(String name, @Nullable CheckExpression value) implements CheckStep {}
}
