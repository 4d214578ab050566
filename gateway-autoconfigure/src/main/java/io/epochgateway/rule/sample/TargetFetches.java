package io.epochgateway.rule.sample;

import io.epochgateway.definition.HashType.Function;
import io.epochgateway.http.FieldName;
import io.epochgateway.http.MessageHead;
import io.epochgateway.rule.language.Call;
import io.epochgateway.server.balance.Hash;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request line: method, target and its parts, version. */
final class TargetFetches {

    /** Looks something up in a whole request. */
    interface OfRequest {
        boolean of(MessageHead request, Sample sample);
    }

    private static final Hash SDBM = Hash.of(Function.SDBM);

    static final List<FetchKeyword> KEYWORDS = List.of(
            ofRequest("method", Type.TEXT, TargetFetches::method),
            ofRequest(
                    "url",
                    Type.TEXT,
                    (request, sample) -> sample.setText(request.octets(), request.targetStart(), request.targetEnd())),
            ofRequest("path", Type.TEXT, (request, sample) -> path(request, false, sample)),
            ofRequest("pathq", Type.TEXT, (request, sample) -> path(request, true, sample)),
            ofRequest("query", Type.TEXT, TargetFetches::query),
            ofRequest("base", Type.TEXT, (request, sample) -> base(request, false, sample)),
            ofRequest("baseq", Type.TEXT, (request, sample) -> base(request, true, sample)),
            ofRequest("url_ip", Type.IPV4, TargetFetches::ip),
            ofRequest("url_port", Type.INT, TargetFetches::port),
            ofRequest("url32", Type.INT, (request, sample) -> base(request, true, sample) && hash(sample)),
            ofRequest("base32", Type.INT, (request, sample) -> base(request, false, sample) && hash(sample)),
            ofRequest("req.ver", Type.TEXT, TargetFetches::version),
            ofRequest("req_ver", Type.TEXT, TargetFetches::version),
            parameter("url_param", Type.TEXT),
            parameter("urlp", Type.TEXT),
            parameter("urlp_val", Type.INT),
            parameter("url_param_val", Type.INT),
            FetchKeyword.plain(
                    "http_first_req",
                    Type.BOOL,
                    Need.REQUEST,
                    (evidence, sample) -> sample.setBool(evidence.isFirstRequest())),
            FetchKeyword.plain("req.proto_http", Type.BOOL, Need.REQUEST_BYTES, TargetFetches::isHttp),
            FetchKeyword.plain("req_proto_http", Type.BOOL, Need.REQUEST_BYTES, TargetFetches::isHttp));

    private TargetFetches() {}

    static FetchKeyword ofRequest(String name, Type type, OfRequest part) {
        return FetchKeyword.plain(name, type, Need.REQUEST, (evidence, sample) -> {
            MessageHead request = request(evidence, sample);
            return request != null && part.of(request, sample);
        });
    }

    /** The request's head; if it isn't there, the sample says whether it may come. */
    static @Nullable MessageHead request(Evidence evidence, Sample sample) {
        MessageHead request = evidence.request();
        if (request == null) {
            sample.mayChange(evidence.awaitsRequest());
        }
        return request;
    }

    private static boolean isHttp(Evidence evidence, Sample sample) {
        MessageHead request = request(evidence, sample);
        return request != null && sample.setBool(true);
    }

    private static boolean method(MessageHead request, Sample sample) {
        return sample.setText(request.octets(), request.start(), request.targetStart() - 1);
    }

    private static boolean version(MessageHead request, Sample sample) {
        int start = request.targetEnd() + 1 + "HTTP/".length();
        return sample.setText(request.octets(), start, start + "1.1".length());
    }

    /** Where the path begins: behind scheme and authority; the end of the target if there is none. */
    private static int pathStart(MessageHead request) {
        byte[] octets = request.octets();
        int start = request.targetStart();
        int end = request.targetEnd();
        if (octets[start] == '/') {
            return start;
        }
        int colon = Octets.indexOf(octets, start, end, ':');
        if (colon + 2 >= end || octets[colon + 1] != '/' || octets[colon + 2] != '/') {
            return end;
        }
        int slash = Octets.indexOf(octets, colon + 3, end, '/');
        return slash < Octets.indexOf(octets, colon + 3, end, '?') ? slash : end;
    }

    private static boolean path(MessageHead request, boolean withQuery, Sample sample) {
        int start = pathStart(request);
        int end = request.targetEnd();
        if (start == end) {
            return false;
        }
        return sample.setText(
                request.octets(), start, withQuery ? end : Octets.indexOf(request.octets(), start, end, '?'));
    }

    private static boolean query(MessageHead request, Sample sample) {
        int end = request.targetEnd();
        int mark = Octets.indexOf(request.octets(), request.targetStart(), end, '?');
        return mark < end && sample.setText(request.octets(), mark + 1, end);
    }

    private static boolean base(MessageHead request, boolean withQuery, Sample sample) {
        int start = pathStart(request);
        int end = request.targetEnd();
        return hostAnd(request, start, withQuery ? end : Octets.indexOf(request.octets(), start, end, '?'), sample);
    }

    /** The host and a part of the target; the part alone if there is no host. */
    private static boolean hostAnd(MessageHead request, int start, int end, Sample sample) {
        int host = request.find(FieldName.HOST, 0);
        if (host < 0) {
            return start < end && sample.setText(request.octets(), start, end);
        }
        int from = request.valueStart(host);
        int length = request.valueEnd(host) - from;
        byte[] both = sample.room(length + end - start);
        System.arraycopy(request.octets(), from, both, 0, length);
        System.arraycopy(request.octets(), start, both, length, end - start);
        return sample.setText(both, 0, length + end - start);
    }

    private static boolean hash(Sample sample) {
        int hash = SDBM.of(sample.octets(), sample.from(), sample.to());
        return sample.setNumber(Integer.toUnsignedLong(Hash.avalanche(hash)));
    }

    private static boolean ip(MessageHead request, Sample sample) {
        byte[] octets = request.octets();
        int start = authorityStart(request);
        if (start < 0) {
            return false;
        }
        int end = authorityEnd(request, start);
        int colon = Octets.indexOf(octets, start, end, ':');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(
                new String(octets, start, colon - start, StandardCharsets.ISO_8859_1));
        return address != null && sample.setAddress(address);
    }

    private static boolean port(MessageHead request, Sample sample) {
        if (!ip(request, sample)) {
            return false;
        }
        int start = authorityStart(request);
        int end = authorityEnd(request, start);
        int colon = Octets.indexOf(request.octets(), start, end, ':');
        return sample.setNumber(colon < end ? Sample.leadingNumber(request.octets(), colon + 1, end) : 80);
    }

    private static int authorityStart(MessageHead request) {
        if (request.octets()[request.targetStart()] == '/') {
            return -1;
        }
        int colon = Octets.indexOf(request.octets(), request.targetStart(), request.targetEnd(), ':');
        return colon + 3 <= request.targetEnd() && request.octets()[colon + 1] == '/' ? colon + 3 : -1;
    }

    private static int authorityEnd(MessageHead request, int start) {
        return Octets.indexOf(request.octets(), start, request.targetEnd(), '/');
    }

    private static FetchKeyword parameter(String name, Type type) {
        return new FetchKeyword(name, 0, 2, type, Need.REQUEST, (call, scope) -> parameter(call, type));
    }

    private static Fetch parameter(Call call, Type type) {
        byte[] name = ConstantFetches.bytes(call.text(0, ""));
        byte delimiter = (byte) call.text(1, "?").charAt(0);
        return (evidence, sample) -> {
            MessageHead request = request(evidence, sample);
            return request != null
                    && parameter(request, name, delimiter, sample)
                    && (type != Type.INT || sample.asNumber());
        };
    }

    /** Goes on behind the last one that was found. */
    private static boolean parameter(MessageHead request, byte[] name, byte delimiter, Sample sample) {
        byte[] octets = request.octets();
        int end = request.targetEnd();
        int at = sample.position() > 0
                ? sample.position()
                : Octets.indexOf(octets, request.targetStart(), end, delimiter) + 1;
        while (at < end) {
            int stop = at;
            while (stop < end && octets[stop] != '&' && octets[stop] != ';') {
                stop++;
            }
            int equals = Octets.indexOf(octets, at, stop, '=');
            if (equals < stop && (name.length == 0 || Octets.same(octets, at, equals, name, false))) {
                if (sample.every()) {
                    sample.goOn(0, stop + 1);
                }
                return sample.setText(octets, equals + 1, stop);
            }
            at = stop + 1;
        }
        return false;
    }
}
