package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.IpFamily;
import io.netty.util.NetUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows {@code connect} in {@code tcp-check} and {@code http-check}. */
final class ConnectWords {

    private static final List<String> VALID =
            List.of("default", "port", "addr", "send-proxy", "ssl", "sni", "alpn", "linger", "comment");
    private static final WholeNumber PORT = new WholeNumber(1, 65535);

    private boolean asServer;
    private @Nullable String host;
    private int port;
    private boolean portWritten;
    private boolean sendProxy;
    private boolean linger;
    private boolean tls;
    private @Nullable String sni;
    private List<String> alpn = List.of();
    private @Nullable String comment;

    private ConnectWords() {}

    static CheckRule read(CheckWords words) throws Mistake {
        ConnectWords connect = new ConnectWords();
        while (words.more()) {
            connect.take(words.next("connect"), words);
        }
        return new CheckRule.Step(
                new Connect(
                        false,
                        connect.asServer,
                        connect.host,
                        connect.port,
                        connect.portWritten,
                        connect.sendProxy,
                        connect.linger,
                        connect.tls,
                        connect.sni,
                        connect.alpn),
                connect.comment);
    }

    private void take(String word, CheckWords words) throws Mistake {
        switch (word) {
            case "default" -> asServer = true;
            case "port" -> {
                port = words.number(word, 1, 65535);
                portWritten = true;
            }
            case "addr" -> address(words.next(word));
            case "send-proxy" -> sendProxy = true;
            case "linger" -> linger = true;
            case "ssl" -> tls = true;
            case "sni" -> sni = ServerName.checked(words.next(word));
            case "alpn" -> alpn = new ProtocolNames().parse(words.next(word));
            case "comment" -> comment = words.next(word);
            default -> throw CheckWords.unknown(word, "word of a connect step that is supported", VALID);
        }
    }

    /** Without or with a port, which {@code port} goes before. */
    private void address(String text) throws Mistake {
        if (NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text)) {
            host = text;
            return;
        }
        HostPort parts = HostPort.parse(IpFamily.ANY, text);
        if (!NetUtil.isValidIpV4Address(parts.host()) && !NetUtil.isValidIpV6Address(parts.host())) {
            throw new Mistake("'" + parts.host() + "' is no IP address", "Write an address, not a name.");
        }
        host = parts.host();
        port = port == 0 ? parts.port(PORT) : port;
    }
}
