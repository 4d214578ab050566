package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.epoll.FdLife;
import io.epochgateway.net.Described.Kind;
import io.epochgateway.net.Descriptor;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.stream.SessionReport;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists the client sessions that live now, a line each. */
final class ShowSess implements Command {

    private final Gateway gateway;
    private final Descriptors descriptors;

    ShowSess(Gateway gateway, Descriptors descriptors) {
        this.gateway = gateway;
        this.descriptors = descriptors;
    }

    @Override
    public String words() {
        return "show sess";
    }

    @Override
    public String usage() {
        return "[<id>|all]";
    }

    @Override
    public Level level() {
        return Level.OPERATOR;
    }

    @Override
    public String help() {
        return "list the sessions that live now, or one";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        String wanted = arguments.word(0);
        boolean one = wanted.startsWith("0x");
        boolean found = false;
        Map<List<@Nullable SocketAddress>, FdLife> lives = lives();
        List<SessionReport> sessions = gateway.frontends().stream()
                .flatMap(frontend -> frontend.sessions().reports().stream())
                .toList();
        for (SessionReport session : sessions) {
            if (!one || wanted.equals(id(session))) {
                reply.line(line(session, lives.get(Arrays.asList(session.local(), session.remote()))));
                found = true;
            }
        }
        if (one && !found) {
            reply.line("Session not found.");
        }
    }

    /** What the loops know of the connections; empty if they don't answer. */
    private Map<List<@Nullable SocketAddress>, FdLife> lives() {
        Map<List<@Nullable SocketAddress>, FdLife> lives = new HashMap<>();
        try {
            for (Descriptor descriptor : descriptors.now()) {
                if (descriptor.owner().kind() == Kind.CLIENT) {
                    lives.put(Arrays.asList(descriptor.local(), descriptor.remote()), descriptor.life());
                }
            }
        } catch (Descriptors.Unavailable busy) {
            lives.clear();
        }
        return lives;
    }

    static String id(SessionReport session) {
        return "0x%08x".formatted(session.id());
    }

    private static String line(SessionReport session, @Nullable FdLife life) {
        SocketAddress source = session.source();
        String line = "%s: proto=%s src=%s fe=%s be=%s srv=%s requests=%d"
                .formatted(
                        id(session),
                        protocol(source),
                        source == null ? "-" : FdLine.text(source),
                        session.frontend(),
                        Objects.requireNonNullElse(session.backend(), "<NONE>"),
                        Objects.requireNonNullElse(session.server(), "<none>"),
                        session.requests());
        return life == null
                ? line
                : line
                        + " loop=%d age=%ds calls=%d fd=%d"
                                .formatted(life.loop(), life.age().toSeconds(), life.events(), life.fd());
    }

    private static String protocol(@Nullable SocketAddress source) {
        if (source instanceof InetSocketAddress inet) {
            return inet.getAddress() instanceof Inet6Address ? "tcpv6" : "tcpv4";
        }
        return source == null ? "-" : "unix_stream";
    }
}
