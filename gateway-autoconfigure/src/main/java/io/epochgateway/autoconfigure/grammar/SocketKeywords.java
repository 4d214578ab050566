package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.BindOptions.V6;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.FileAccess;
import io.epochgateway.definition.ProxyTlvs;
import io.epochgateway.definition.SendProxy;
import io.epochgateway.definition.SourceAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords of {@code bind} and {@code server} that are about sockets, and what they come to. */
final class SocketKeywords {

    private static final Keyword<String> NAME =
            new Keyword<>("name", new ProxyName(), "The listener's name in log lines. Otherwise its `id`.");
    private static final Keyword<Integer> ID = new Keyword<>(
            "id", new WholeNumber(1, Integer.MAX_VALUE), "The listener's number. Otherwise its place in the proxy.");
    private static final Keyword<Boolean> ACCEPT_PROXY =
            flag("accept-proxy", "Each connection must begin with a header of the PROXY protocol, version 1 or 2.");
    private static final Keyword<Boolean> V4V6 = flag("v4v6", "An IPv6 address takes IPv4 clients, too.");
    private static final Keyword<Boolean> V6ONLY = flag("v6only", "An IPv6 address takes IPv6 clients only.");
    private static final Keyword<String> INTERFACE =
            new Keyword<>("interface", new DeviceName(), "The only network device that is used.");
    private static final Keyword<String> NAMESPACE = new Keyword<>(
            "namespace", new NamespaceName(), "The network namespace of the sockets, as `ip netns` knows it.");
    private static final Keyword<Integer> MSS = new Keyword<>(
            "mss", new WholeNumber(88, 32767), "The maximum segment size in bytes. Otherwise the kernel's.");
    private static final Keyword<Boolean> TFO = flag("tfo", "Offers TCP Fast Open.");
    private static final Keyword<Boolean> DEFER_ACCEPT =
            flag("defer-accept", "Accepts a connection only once it has sent something.");
    private static final Keyword<Duration> TCP_UT = new Keyword<>(
            "tcp-ut", new TimeSpan(), "0", "How long sent data may stay unacknowledged; `0` leaves it to the kernel.");
    private static final Keyword<Integer> BACKLOG = new Keyword<>(
            "backlog",
            new WholeNumber(1, Integer.MAX_VALUE),
            "Connections that may wait to be accepted, on each socket. Otherwise the system's limit.");
    private static final Keyword<Integer> SHARDS = new Keyword<>(
            "shards",
            new Shards(),
            "by-thread",
            "Sockets that share the address; `by-thread`: one for each event loop.");
    private static final Keyword<Integer> MODE =
            new Keyword<>("mode", new FileMode(), "The permissions of a UNIX socket's file.");
    private static final Keyword<String> USER = account("user", "The owner of a UNIX socket's file.");
    private static final Keyword<String> UID = account("uid", "As `user`, by number.");
    private static final Keyword<String> GROUP = account("group", "The group of a UNIX socket's file.");
    private static final Keyword<String> GID = account("gid", "As `group`, by number.");

    private static final Keyword<Boolean> SEND_PROXY =
            flag("send-proxy", "Each connection begins with a header of the PROXY protocol, version 1.");
    private static final Keyword<Boolean> SEND_PROXY_V2 =
            flag("send-proxy-v2", "As `send-proxy`, version 2. It wins over `send-proxy`.");
    private static final Keyword<Set<String>> PROXY_V2_OPTIONS =
            new Keyword<>("proxy-v2-options", new ProxyV2Options(), "What else the header of version 2 has.");
    private static final Keyword<List<ProxyTlvs.Value>> SET_PROXY_V2_TLV_FMT = new Keyword<>(
            "set-proxy-v2-tlv-fmt",
            new TlvFormats(),
            "What else the header of version 2 tells, by type. In a line the type stands in parentheses.");
    private static final Keyword<SourceAddress> SOURCE = new Keyword<>(
            "source", new SourcePlace(), "Where connections to the server come from; ports are used in turn.");

    /** Those of {@code bind}, but for the addresses. */
    static final List<Keyword<?>> BIND = List.of(
            NAME,
            ID,
            ACCEPT_PROXY,
            V4V6,
            V6ONLY,
            INTERFACE,
            NAMESPACE,
            MSS,
            TFO,
            DEFER_ACCEPT,
            TCP_UT,
            BACKLOG,
            SHARDS,
            MODE,
            USER,
            UID,
            GROUP,
            GID);

    /** Those of {@code server}, but for the address. */
    static final List<Keyword<?>> SERVER = List.of(
            SEND_PROXY, SEND_PROXY_V2, PROXY_V2_OPTIONS, SET_PROXY_V2_TLV_FMT, SOURCE, INTERFACE, NAMESPACE, TCP_UT);

    private SocketKeywords() {}

    private static Keyword<Boolean> flag(String name, String description) {
        return new Keyword<>(name, new Flag(), "false", description);
    }

    private static Keyword<String> account(String name, String description) {
        return new Keyword<>(name, new AccountName(), description);
    }

    static BindOptions bind(Settings bind) {
        return new BindOptions(
                bind.find(NAME),
                bind.get(ID, 0),
                bind.get(ACCEPT_PROXY),
                // v6only wins, as in HAProxy
                bind.get(V6ONLY) ? V6.V6ONLY : bind.get(V4V6) ? V6.V4V6 : V6.SYSTEM,
                bind.find(INTERFACE),
                bind.find(NAMESPACE),
                bind.get(MSS, 0),
                bind.get(TFO),
                bind.get(DEFER_ACCEPT),
                bind.get(TCP_UT),
                bind.get(BACKLOG, 0),
                bind.get(SHARDS),
                new FileAccess(bind.find(MODE), either(bind, USER, UID), either(bind, GROUP, GID)));
    }

    private static @Nullable String either(Settings bind, Keyword<String> name, Keyword<String> number) {
        String written = bind.find(name);
        return written == null ? bind.find(number) : written;
    }

    static ConnectOptions connect(Settings server) {
        return new ConnectOptions(
                sendProxy(server),
                tlvs(server),
                server.find(SOURCE),
                server.find(INTERFACE),
                server.find(NAMESPACE),
                server.get(TCP_UT));
    }

    private static Set<String> options(Settings server) {
        return server.get(PROXY_V2_OPTIONS, Set.of());
    }

    private static ProxyTlvs tlvs(Settings server) {
        if (!server.get(SEND_PROXY_V2)) {
            return ProxyTlvs.NONE;
        }
        return new ProxyTlvs(
                options(server).contains(ProxyV2Options.AUTHORITY),
                options(server).contains(ProxyV2Options.UNIQUE_ID),
                server.get(SET_PROXY_V2_TLV_FMT, List.of()));
    }

    private static @Nullable SendProxy sendProxy(Settings server) {
        if (server.get(SEND_PROXY_V2)) {
            return options(server).contains(ProxyV2Options.CRC32C) ? SendProxy.V2_CRC32C : SendProxy.V2;
        }
        return server.get(SEND_PROXY) ? SendProxy.V1 : null;
    }
}
