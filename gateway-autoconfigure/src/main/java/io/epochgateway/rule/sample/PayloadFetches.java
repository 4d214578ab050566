package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has come on a connection so far, as bytes. */
final class PayloadFetches {

    private static final int MOST = 1 << 24;
    private static final byte[] COOKIE = ConstantFetches.bytes("cookie:");
    /** Where the cookie of RDP begins: behind the TPKT and the X.224 connection request. */
    private static final int RDP_START = 11;

    /** Looks at what one of the peers has sent. */
    private interface Side {
        @Nullable
        ByteBuf bytes(Evidence evidence);
    }

    static final List<FetchKeyword> KEYWORDS = keywords();

    private PayloadFetches() {}

    private static List<FetchKeyword> keywords() {
        List<FetchKeyword> all = new ArrayList<>();
        of(all, "req.", Need.REQUEST_BYTES, Evidence::requestBytes);
        of(all, "res.", Need.RESPONSE_BYTES, Evidence::responseBytes);
        all.add(FetchKeyword.plain("wait_end", Type.BOOL, Need.NOTHING, (evidence, sample) -> {
            if (evidence.awaitsMore()) {
                sample.mayChange(true);
                return false;
            }
            return sample.setBool(true);
        }));
        FetchKeyword cookie = new FetchKeyword(
                "req.rdp_cookie", 0, 1, Type.TEXT, Need.REQUEST_BYTES, (call, scope) -> rdpCookie(call));
        FetchKeyword count = new FetchKeyword(
                "req.rdp_cookie_cnt", 0, 1, Type.INT, Need.REQUEST_BYTES, (call, scope) -> rdpCookieCount(call));
        all.addAll(List.of(
                cookie,
                cookie.called("rdp_cookie"),
                cookie.called("req_rdp_cookie"),
                count,
                count.called("rdp_cookie_cnt"),
                count.called("req_rdp_cookie_cnt")));
        return List.copyOf(all);
    }

    private static void of(List<FetchKeyword> all, String prefix, Need need, Side side) {
        FetchKeyword length = FetchKeyword.plain(prefix + "len", Type.INT, need, (evidence, sample) -> {
            ByteBuf bytes = side.bytes(evidence);
            sample.mayChange(bytes != null && evidence.awaitsMore());
            return bytes != null && sample.setNumber(bytes.readableBytes());
        });
        FetchKeyword payload =
                new FetchKeyword(prefix + "payload", 2, 2, Type.BINARY, need, (call, scope) -> payload(call, side));
        FetchKeyword prefixed = new FetchKeyword(
                prefix + "payload_lv", 2, 3, Type.BINARY, need, (call, scope) -> lengthValue(call, side));
        all.addAll(List.of(length, payload, prefixed));
        if (need == Need.REQUEST_BYTES) {
            all.addAll(List.of(length.called("req_len"), payload.called("payload"), prefixed.called("payload_lv")));
        }
    }

    private static Fetch payload(Call call, Side side) throws Mistake {
        int offset = call.number(0, 0, MOST);
        int length = call.number(1, 0, MOST);
        return (evidence, sample) -> {
            ByteBuf bytes = side.bytes(evidence);
            if (bytes == null) {
                return false;
            }
            int there = bytes.readableBytes();
            if (there < offset + length || there <= offset && length == 0) {
                sample.mayChange(evidence.awaitsMore());
                return false;
            }
            sample.mayChange(length == 0 && evidence.awaitsMore());
            return copy(bytes, offset, length == 0 ? there - offset : length, sample);
        };
    }

    private static Fetch lengthValue(Call call, Side side) throws Mistake {
        int offset = call.number(0, 0, MOST);
        int length = call.number(1, 1, 8);
        String written = call.text(2, "");
        long value = call.number(2, 0);
        boolean relative = written.startsWith("+") || written.startsWith("-");
        long start = written.isEmpty() || relative ? offset + length + value : value;
        if (start < 0 || start > MOST) {
            throw new Mistake("'" + written + "' of '" + call.name() + "' is out of range", "Write a smaller number.");
        }
        return (evidence, sample) -> {
            ByteBuf bytes = side.bytes(evidence);
            if (bytes == null) {
                return false;
            }
            if (bytes.readableBytes() < offset + length) {
                sample.mayChange(evidence.awaitsMore());
                return false;
            }
            long size = 0;
            for (int i = 0; i < length; i++) {
                size = size << 8 | bytes.getUnsignedByte(bytes.readerIndex() + offset + i);
            }
            if (size <= 0 || size > MOST) {
                return false;
            }
            if (bytes.readableBytes() < start + size) {
                sample.mayChange(evidence.awaitsMore());
                return false;
            }
            return copy(bytes, (int) start, (int) size, sample);
        };
    }

    private static boolean copy(ByteBuf bytes, int offset, int length, Sample sample) {
        byte[] room = sample.room(length);
        bytes.getBytes(bytes.readerIndex() + offset, room, 0, length);
        return sample.setBinary(room, 0, length);
    }

    private static Fetch rdpCookie(Call call) {
        byte[] name = ConstantFetches.bytes(call.text(0, ""));
        return (evidence, sample) -> {
            ByteBuf bytes = evidence.requestBytes();
            return bytes != null && rdpCookie(bytes, name, evidence.awaitsMore(), sample);
        };
    }

    private static Fetch rdpCookieCount(Call call) {
        byte[] name = ConstantFetches.bytes(call.text(0, ""));
        return (evidence, sample) -> {
            ByteBuf bytes = evidence.requestBytes();
            if (bytes == null) {
                return false;
            }
            boolean found = rdpCookie(bytes, name, evidence.awaitsMore(), sample);
            return (found || !sample.mayChange()) && sample.setNumber(found ? 1 : 0);
        };
    }

    /** A line {@code Cookie: name=value} behind the headers of a connection request ([MS-RDPBCGR] section 2.2.1.1). */
    static boolean rdpCookie(ByteBuf bytes, byte[] name, boolean awaitsMore, Sample sample) {
        int there = bytes.readableBytes();
        if (there > 0 && bytes.getByte(bytes.readerIndex()) != 3 || there > 5 && !isConnectionRequest(bytes)) {
            return false;
        }
        byte[] line = sample.room(Math.max(there, 1));
        bytes.getBytes(bytes.readerIndex(), line, 0, there);
        int end = RDP_START;
        while (end < there && line[end] != '\r') {
            end++;
        }
        if (end + 1 >= there) {
            sample.mayChange(awaitsMore);
            return false;
        }
        int at = RDP_START;
        for (byte expected : COOKIE) {
            if (at >= end || (line[at++] | 0x20) != (expected | 0x20)) {
                return false;
            }
        }
        while (at < end && line[at] == ' ') {
            at++;
        }
        int equals = at;
        while (equals < end && line[equals] != '=') {
            equals++;
        }
        if (equals == end || name.length > 0 && !Octets.same(line, at, equals, name, true)) {
            return false;
        }
        return sample.setText(line, equals + 1, end);
    }

    private static boolean isConnectionRequest(ByteBuf bytes) {
        return (bytes.getByte(bytes.readerIndex() + 5) & 0xf0) == 0xe0;
    }
}
