package io.epochgateway.rule;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.ProxyTlvs;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.net.ProxyHeader;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.server.Server;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the servers of a backend are told of a stream by the PROXY protocol besides the addresses. Immutable; any thread. */
public final class ServerTlvs {

    private static final byte[] NOTHING = {};

    /** What all of a header's values may have; nobody takes much more. */
    private static final int MOST = 8192;

    private final Map<String, Tlvs> byServer;

    private record Tlvs(ProxyTlvs definition, List<Value> values) {}

    private record Value(int type, Template format) {}

    private ServerTlvs(Map<String, Tlvs> byServer) {
        this.byServer = Map.copyOf(byServer);
    }

    /**
     * Reads the formats.
     *
     * @param parts of the backend
     * @return null if no server is told anything
     */
    public static @Nullable ServerTlvs of(BackendDefinition backend, RuleReader parts) {
        Map<String, Tlvs> byServer = new HashMap<>();
        for (ServerDefinition server : backend.servers()) {
            ProxyTlvs tlvs = server.connect().tlvs();
            if (!tlvs.isEmpty()) {
                byServer.put(server.name(), new Tlvs(tlvs, values(tlvs, parts)));
            }
        }
        return byServer.isEmpty() ? null : new ServerTlvs(byServer);
    }

    private static List<Value> values(ProxyTlvs tlvs, RuleReader parts) {
        List<Value> values = new ArrayList<>();
        for (ProxyTlvs.Value value : tlvs.values()) {
            try {
                Template format = Template.of(value.format().text(), parts.at(Place.SERVER_LINE));
                values.add(new Value(value.type(), format));
            } catch (Mistake mistake) {
                throw mistake.at(value.format().property(), value.format().text());
            }
        }
        return values;
    }

    /** Whether that server wants to know what the stream is called. */
    public boolean wantUniqueId(Server server) {
        Tlvs tlvs = byServer.get(server.name());
        return tlvs != null && tlvs.definition.uniqueId();
    }

    /**
     * The values for that server, each with its type and length.
     *
     * @param uniqueId what the stream is called; null if it has no name
     */
    public byte[] write(Server server, Evidence evidence, Sample sample, byte @Nullable [] uniqueId) {
        Tlvs tlvs = byServer.get(server.name());
        if (tlvs == null) {
            return NOTHING;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProxyHeader own = evidence.client().proxyHeader();
        byte[] authority = own == null ? null : own.value(ProxyHeader.AUTHORITY);
        if (tlvs.definition.authority() && authority != null) {
            put(ProxyHeader.AUTHORITY, authority, out);
        }
        if (tlvs.definition.uniqueId() && uniqueId != null) {
            put(ProxyHeader.UNIQUE_ID, uniqueId, out);
        }
        for (Value value : tlvs.values) {
            put(value.type, value.format.of(evidence, sample).getBytes(StandardCharsets.ISO_8859_1), out);
        }
        return out.toByteArray();
    }

    /** One that is too long for what is left is left out. */
    private static void put(int type, byte[] value, ByteArrayOutputStream out) {
        if (out.size() + value.length <= MOST) {
            out.write(type);
            out.write(value.length >> 8);
            out.write(value.length);
            out.writeBytes(value);
        }
    }
}
