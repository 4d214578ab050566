package io.epochgateway.stream;

import io.epochgateway.definition.AddressField;
import io.epochgateway.definition.ConnectionMode;
import io.epochgateway.definition.ForwardedField;
import io.epochgateway.definition.Network;
import io.epochgateway.http.MessageHead;
import io.epochgateway.server.Server;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is added to the requests of one client's connection. Made once for a backend and kept, so that a request costs
 * nothing. Event loop only.
 */
final class RequestFields {

    private final FrontendSide frontend;
    private final ClientSide client;
    private @Nullable BackendSide backend;
    private @Nullable ForwardedLine forwarded;
    private @Nullable AddressLine forwardFor;
    private @Nullable AddressLine originalTo;
    private @Nullable AsciiString serverName;
    private boolean serverCloses;
    private boolean tellsServer;

    RequestFields(FrontendSide frontend, ClientSide client) {
        this.frontend = frontend;
        this.client = client;
    }

    /** Whether the server's connection is closed after the response. Of the last request that was edited. */
    boolean serverCloses() {
        return serverCloses;
    }

    /** Deals with unusual field names as both sides say; false if one of them rejects the request. */
    boolean restrictNames(MessageHead head, @Nullable BackendSide to) {
        return head.restrictNames(frontend.http().restrictReqHdrNames())
                && (to == null || head.restrictNames(to.http().restrictReqHdrNames()));
    }

    /** Edits a head that goes to a backend: the hop-by-hop fields go, what the proxies say comes. */
    void edit(MessageHead head, BackendSide to) {
        head.removeHopByHop(head.upgrade());
        if (backend != to) {
            make(to);
            backend = to;
        }
        if (forwarded != null) {
            head.append(forwarded.of(head));
        }
        if (forwardFor != null) {
            forwardFor.add(head);
        }
        if (originalTo != null) {
            originalTo.add(head);
        }
        if (serverName != null) {
            for (int field = head.find(serverName, 0); field >= 0; field = head.find(serverName, field + 1)) {
                head.remove(field);
            }
        }
        boolean close = serverCloses && tellsServer;
        if (head.minorVersion() > 0) {
            if (close && !head.upgrade()) {
                head.append(IncomingResponse.CLOSE);
            }
        } else if (!close) {
            head.append(IncomingResponse.KEEP_ALIVE);
        }
    }

    private void make(BackendSide to) {
        InetSocketAddress source = client.source();
        InetSocketAddress destination = client.destination();
        ForwardedField told = to.http().forwarded();
        forwarded = told == null ? null : new ForwardedLine(told, source, destination);
        forwardFor = line(frontend.http().forwardFor(), to.http().forwardFor(), source);
        originalTo = line(frontend.http().originalTo(), to.http().originalTo(), destination);
        serverCloses = frontend.http().connectionMode() != ConnectionMode.KEEP_ALIVE
                || to.http().connectionMode() != ConnectionMode.KEEP_ALIVE;
        tellsServer = !to.http().pretendKeepAlive();
        String named = to.http().sendNameHeader();
        serverName = named == null ? null : new AsciiString(named.toLowerCase(Locale.ROOT));
    }

    /** The line that tells a server its name. */
    AsciiString nameOf(Server server) {
        return new AsciiString(serverName + ": " + server.name() + "\r\n");
    }

    /** Either side switches it on; the backend's name wins, both sides' exceptions count, and both must say if-none. */
    private static @Nullable AddressLine line(
            @Nullable AddressField front, @Nullable AddressField back, @Nullable InetSocketAddress address) {
        AddressField named = back != null ? back : front;
        if (named == null || address == null || excepts(front, address) || excepts(back, address)) {
            return null;
        }
        boolean ifNone = (front == null || front.ifNone()) && (back == null || back.ifNone());
        return new AddressLine(named.name(), address, ifNone);
    }

    private static boolean excepts(@Nullable AddressField field, InetSocketAddress address) {
        Network except = field == null ? null : field.except();
        return except != null && except.contains(address.getAddress());
    }

    /** A field with an address. */
    private static final class AddressLine {

        private final AsciiString name;
        private final AsciiString line;
        private final boolean ifNone;

        AddressLine(String name, InetSocketAddress address, boolean ifNone) {
            this.name = new AsciiString(name);
            this.line = new AsciiString(
                    name.toLowerCase(Locale.ROOT) + ": " + NetUtil.toAddressString(address.getAddress()) + "\r\n");
            this.ifNone = ifNone;
        }

        void add(MessageHead head) {
            if (!ifNone || head.find(name, 0) < 0) {
                head.append(line);
            }
        }
    }
}
