package io.epochgateway.rule.sample;

import io.epochgateway.accesslog.Captured;
import io.epochgateway.accesslog.Captures;
import io.epochgateway.accesslog.LoggedStream;
import io.epochgateway.http.MessageHead;
import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is kept of a stream until its end: what was captured, its request line, its name, the connection to its server. */
final class StreamFetches {

    static final List<FetchKeyword> KEYWORDS = List.of(
            captured("capture.req.hdr", Need.KEPT_REQUEST, Captures::request),
            captured("capture.res.hdr", Need.RESPONSE, Captures::response),
            requestLine("capture.req.method", StreamFetches::method),
            requestLine("capture.req.uri", StreamFetches::uri),
            requestLine("capture.req.ver", StreamFetches::version),
            FetchKeyword.plain("capture.res.ver", Type.TEXT, Need.RESPONSE, StreamFetches::responseVersion),
            FetchKeyword.plain("unique-id", Type.TEXT, Need.KEPT_REQUEST, StreamFetches::uniqueId),
            FetchKeyword.plain("bc_src", Type.IPV4, Need.SERVER, address(LoggedStream::serverSource)),
            FetchKeyword.plain("bc_src_port", Type.INT, Need.SERVER, port(LoggedStream::serverSource)),
            FetchKeyword.plain("bc_dst", Type.IPV4, Need.SERVER, address(LoggedStream::serverAddress)),
            FetchKeyword.plain("bc_dst_port", Type.INT, Need.SERVER, port(LoggedStream::serverAddress)));

    private StreamFetches() {}

    private static FetchKeyword captured(String name, Need need, Function<Captures, List<Captured>> side) {
        return new FetchKeyword(name, 1, 1, Type.TEXT, need, (call, scope) -> captured(call, side));
    }

    private static Fetch captured(Call call, Function<Captures, List<Captured>> side) throws Mistake {
        int slot = call.number(0, 0, Integer.MAX_VALUE);
        return (evidence, sample) -> {
            LoggedStream stream = evidence.logged();
            Captures captures = stream == null ? null : stream.captures();
            if (captures == null || slot >= side.apply(captures).size()) {
                return false;
            }
            Captured captured = side.apply(captures).get(slot);
            return captured.isPresent() && sample.setText(captured.octets(), 0, captured.length());
        };
    }

    /** Finds a part of a request line that ends there. */
    private interface Part {
        boolean find(byte[] line, int end, Sample sample);
    }

    private static FetchKeyword requestLine(String name, Part part) {
        return FetchKeyword.plain(name, Type.TEXT, Need.KEPT_REQUEST, (evidence, sample) -> {
            LoggedStream stream = evidence.logged();
            return stream != null && part.find(stream.requestLine(), stream.requestLineLength(), sample);
        });
    }

    private static boolean method(byte[] line, int end, Sample sample) {
        return found(line, 0, Octets.indexOf(line, 0, end, ' '), sample);
    }

    /** Path and query, without what stands before them. */
    private static boolean uri(byte[] line, int end, Sample sample) {
        int from = Math.min(Octets.indexOf(line, 0, end, ' ') + 1, end);
        int to = Octets.indexOf(line, from, end, ' ');
        if (from < to && line[from] != '/') {
            int scheme = Octets.indexOf(line, from, to, ':');
            from = Octets.indexOf(line, Math.min(scheme + "://".length(), to), to, '/');
        }
        return found(line, from, to, sample);
    }

    private static boolean version(byte[] line, int end, Sample sample) {
        int target = Math.min(Octets.indexOf(line, 0, end, ' ') + 1, end);
        return found(line, Math.min(Octets.indexOf(line, target, end, ' ') + 1, end), end, sample);
    }

    private static boolean found(byte[] line, int from, int to, Sample sample) {
        return from < to && sample.setText(line, from, to);
    }

    private static boolean responseVersion(Evidence evidence, Sample sample) {
        MessageHead response = evidence.response();
        if (response == null) {
            return false;
        }
        int start = response.start();
        return sample.setText(response.octets(), start, start + "HTTP/1.1".length());
    }

    private static boolean uniqueId(Evidence evidence, Sample sample) {
        LoggedStream stream = evidence.logged();
        byte @Nullable [] name = stream == null ? null : stream.uniqueId();
        return name != null && sample.setText(name);
    }

    private static Fetch address(Function<LoggedStream, @Nullable SocketAddress> which) {
        return (evidence, sample) -> {
            InetSocketAddress address = find(evidence, which);
            return address != null && sample.setAddress(address.getAddress().getAddress());
        };
    }

    private static Fetch port(Function<LoggedStream, @Nullable SocketAddress> which) {
        return (evidence, sample) -> {
            InetSocketAddress address = find(evidence, which);
            return address != null && sample.setNumber(address.getPort());
        };
    }

    private static @Nullable InetSocketAddress find(
            Evidence evidence, Function<LoggedStream, @Nullable SocketAddress> which) {
        LoggedStream stream = evidence.logged();
        SocketAddress address = stream == null ? null : which.apply(stream);
        return address instanceof InetSocketAddress inet && inet.getAddress() != null ? inet : null;
    }
}
