package io.epochgateway.rule.sample;

import static io.epochgateway.rule.sample.FetchKeyword.plain;

import io.epochgateway.net.ProxyHeader;
import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's connection: addresses, where it came in, what the PROXY protocol said. */
final class ClientFetches {

    private static final Fetch SRC =
            (evidence, sample) -> address(evidence.client().source(), sample);
    private static final Fetch DST =
            (evidence, sample) -> address(evidence.client().destination(), sample);

    static final List<FetchKeyword> KEYWORDS = List.of(
            plain("src", Type.IPV4, Need.CLIENT, SRC),
            plain("fc_src", Type.IPV4, Need.CLIENT, SRC),
            plain("dst", Type.IPV4, Need.CLIENT, DST),
            plain("fc_dst", Type.IPV4, Need.CLIENT, DST),
            plain("src_port", Type.INT, Need.CLIENT, ClientFetches::sourcePort),
            plain("fc_src_port", Type.INT, Need.CLIENT, ClientFetches::sourcePort),
            plain("dst_port", Type.INT, Need.CLIENT, ClientFetches::destinationPort),
            plain("fc_dst_port", Type.INT, Need.CLIENT, ClientFetches::destinationPort),
            plain(
                    "src_is_local",
                    Type.BOOL,
                    Need.CLIENT,
                    (evidence, sample) -> isLocal(evidence.client().source(), sample)),
            plain(
                    "dst_is_local",
                    Type.BOOL,
                    Need.CLIENT,
                    (evidence, sample) -> isLocal(evidence.client().destination(), sample)),
            plain(
                    "fe_name",
                    Type.TEXT,
                    Need.CLIENT,
                    (evidence, sample) -> sample.setText(
                            ConstantFetches.bytes(evidence.client().entrance().frontend()))),
            plain(
                    "fe_id",
                    Type.INT,
                    Need.CLIENT,
                    (evidence, sample) ->
                            sample.setNumber(evidence.client().entrance().frontendId())),
            plain("so_name", Type.TEXT, Need.CLIENT, ClientFetches::bindName),
            plain(
                    "so_id",
                    Type.INT,
                    Need.CLIENT,
                    (evidence, sample) ->
                            sample.setNumber(evidence.client().entrance().bindId())),
            plain(
                    "fc_rcvd_proxy",
                    Type.BOOL,
                    Need.CLIENT,
                    (evidence, sample) -> sample.setBool(evidence.client().proxyHeader() != null)),
            plain(
                    "fc_pp_authority",
                    Type.TEXT,
                    Need.CLIENT,
                    (evidence, sample) -> told(evidence, ProxyHeader.AUTHORITY, sample)),
            plain(
                    "fc_pp_unique_id",
                    Type.TEXT,
                    Need.CLIENT,
                    (evidence, sample) -> told(evidence, ProxyHeader.UNIQUE_ID, sample)),
            new FetchKeyword("fc_pp_tlv", 1, 1, Type.TEXT, Need.CLIENT, ClientFetches::tlv),
            // the gateway ends no TLS of its own yet
            plain("ssl_fc", Type.BOOL, Need.CLIENT, (evidence, sample) -> sample.setBool(false)));

    private ClientFetches() {}

    private static boolean address(byte @Nullable [] address, Sample sample) {
        return address != null && sample.setAddress(address);
    }

    private static boolean sourcePort(Evidence evidence, Sample sample) {
        Client client = evidence.client();
        return client.source() != null && sample.setNumber(client.sourcePort());
    }

    private static boolean destinationPort(Evidence evidence, Sample sample) {
        Client client = evidence.client();
        return client.destination() != null && sample.setNumber(client.destinationPort());
    }

    private static boolean bindName(Evidence evidence, Sample sample) {
        String name = evidence.client().entrance().bindName();
        return !name.isEmpty() && sample.setText(ConstantFetches.bytes(name));
    }

    private static boolean told(Evidence evidence, int type, Sample sample) {
        ProxyHeader header = evidence.client().proxyHeader();
        byte[] value = header == null ? null : header.value(type);
        return value != null && sample.setText(value);
    }

    private static Fetch tlv(Call call, Scope scope) throws Mistake {
        int type = switch (call.text(0)) {
            case "ALPN" -> ProxyHeader.ALPN;
            case "AUTHORITY" -> ProxyHeader.AUTHORITY;
            case "UNIQUE_ID" -> ProxyHeader.UNIQUE_ID;
            case "SSL" -> ProxyHeader.SSL;
            case "NETNS" -> ProxyHeader.NETNS;
            default -> type(call.text(0));
        };
        return (evidence, sample) -> told(evidence, type, sample);
    }

    private static int type(String text) throws Mistake {
        try {
            int type = Integer.decode(text);
            if (type >= 0 && type <= 0xFF) {
                return type;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw new Mistake(
                "'" + text + "' is no type of the PROXY protocol", "Write a number such as 0xE1, or AUTHORITY.");
    }

    private static boolean isLocal(byte @Nullable [] address, Sample sample) {
        if (address == null) {
            return false;
        }
        try {
            InetAddress inet = InetAddress.getByAddress(address);
            return sample.setBool(inet.isLoopbackAddress() || NetworkInterface.getByInetAddress(inet) != null);
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }
}
