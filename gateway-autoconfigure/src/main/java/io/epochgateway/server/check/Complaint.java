package io.epochgateway.server.check;

import io.epochgateway.definition.CheckMatch;
import io.epochgateway.definition.CheckMatch.Formatted;
import io.epochgateway.definition.CheckMatch.Regex;
import io.epochgateway.definition.CheckMatch.Text;
import io.epochgateway.definition.CheckScript.Line;
import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.CheckStep.Expect;
import io.epochgateway.definition.CheckStep.Send;
import io.epochgateway.definition.CheckStep.SendRequest;
import io.epochgateway.definition.CheckStep.SetVariable;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** What HAProxy says of a check that went wrong. */
final class Complaint {

    /** What the C library says where the other side ends a connection with a reset. */
    static final String RESET = "Connection reset by peer";

    private static final String[] C_LIBRARY = {
        "Connection refused",
        "Network is unreachable",
        RESET,
        "Connection timed out",
        "No route to host",
        "Broken pipe",
        "No such file or directory"
    };

    private Complaint() {}

    /** As the C library says it. */
    static String words(Throwable cause) {
        if (cause instanceof NoRouteToHostException) {
            return "No route to host";
        }
        String message = String.valueOf(cause.getMessage());
        for (String known : C_LIBRARY) {
            if (message.contains(known)) {
                return known;
            }
        }
        return cause instanceof UnknownHostException ? "Name or service not known" : message;
    }

    /** Of TLS, which has failed or was given up. */
    static String ofHandshake(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    && String.valueOf(cause.getMessage()).startsWith("No ")) {
                // no name, no alternative name: the JDK's checker of names says it like that
                return "Server presented an SSL certificate different from the expected one";
            }
        }
        return "SSL handshake failure";
    }

    /** Where a script stood. */
    static String at(Line line) {
        if (line.number() == 0) {
            return " at initial connection step of tcp-check";
        }
        return " at step " + line.number() + " of tcp-check" + doing(line)
                + (line.comment() == null ? "" : " comment: '" + line.comment() + "'");
    }

    private static String doing(Line line) {
        return switch (line.step()) {
            case Connect connect -> connect.portWritten() ? " (connect port " + connect.port() + ")" : " (connect)";
            case Send send -> " (send)";
            case SendRequest request -> " (send)";
            case SetVariable variable -> "";
            case Expect expect -> " (expect " + awaited(expect.match()) + ")";
        };
    }

    private static String awaited(CheckMatch match) {
        return switch (match) {
            case Text text -> (text.binary() ? "binary '" : "string '") + text.octets() + "'";
            case Regex regex -> regex.binary() ? "binary regex" : "regex";
            case Formatted formatted -> formatted.binary() ? "log-format binary" : "log-format string";
            default -> "custom function";
        };
    }

    /** What was found instead of what a script expects. */
    static String found(boolean matched, CheckMatch match, int number) {
        String what = switch (match) {
            case Text text -> text.binary() ? "(binary)" : "'" + text.octets() + "'";
            case Regex regex -> regex.binary() ? "(binary regex)" : "(regex)";
            case Formatted formatted -> formatted.binary() ? "(log-format binary)" : "(log-format string)";
            default -> "(custom function)";
        };
        return (matched ? "TCPCHK matched unwanted content " : "TCPCHK did not match content ") + what + " at step "
                + number;
    }
}
