package io.epochgateway.stream;

import io.epochgateway.definition.ForwardedField;
import io.epochgateway.http.FieldName;
import io.epochgateway.http.MessageHead;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code Forwarded} of the requests of one client's connection (RFC 7239), made anew only where another host
 * is asked for. Event loop only.
 */
final class ForwardedLine {

    private final boolean tellsHost;
    private final String beforeHost;
    private final String afterHost;
    private final AsciiString withoutHost;
    private AsciiString lastHost = AsciiString.EMPTY_STRING;
    private AsciiString last;

    ForwardedLine(ForwardedField field, @Nullable InetSocketAddress client, @Nullable InetSocketAddress destination) {
        String proto = field.proto() ? "proto=http" : "";
        String nodes = join(
                field.by() || field.byPort() ? "by=" + node(destination, field.by(), field.byPort()) : "",
                field.client() || field.clientPort() ? "for=" + node(client, field.client(), field.clientPort()) : "");
        tellsHost = field.host();
        beforeHost = "forwarded: " + (proto.isEmpty() ? "" : proto + ";") + "host=\"";
        afterHost = "\"" + (nodes.isEmpty() ? "" : ";" + nodes) + "\r\n";
        withoutHost = new AsciiString("forwarded: " + join(proto, nodes) + "\r\n");
        last = withoutHost;
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + ";" + second;
    }

    /** An address of version 6, and one with a port, must be quoted (RFC 7239 section 6). */
    private static String node(@Nullable InetSocketAddress address, boolean tellsAddress, boolean tellsPort) {
        String name = address == null || !tellsAddress ? "unknown" : NetUtil.toAddressString(address.getAddress());
        boolean version6 = address != null && tellsAddress && address.getAddress() instanceof Inet6Address;
        String node =
                (version6 ? "[" + name + "]" : name) + (address != null && tellsPort ? ":" + address.getPort() : "");
        return node.indexOf(':') >= 0 ? "\"" + node + "\"" : node;
    }

    /** The line for a request. */
    AsciiString of(MessageHead head) {
        int host = tellsHost ? head.find(FieldName.HOST, 0) : -1;
        if (host < 0) {
            return withoutHost;
        }
        if (last == withoutHost || !head.hasValue(host, lastHost)) {
            String value = head.value(host);
            lastHost = new AsciiString(value);
            last = new AsciiString(beforeHost + value + afterHost);
        }
        return last;
    }
}
