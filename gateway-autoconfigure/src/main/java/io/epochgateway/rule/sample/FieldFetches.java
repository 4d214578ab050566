package io.epochgateway.rule.sample;

import io.epochgateway.http.MessageHead;
import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a head, of requests and of responses. */
final class FieldFetches {

    /** Looks for a head. */
    interface Side {
        @Nullable
        MessageHead head(Evidence evidence, Sample sample);
    }

    static final List<FetchKeyword> KEYWORDS = of("req.", "", Need.REQUEST, TargetFetches::request);

    private FieldFetches() {}

    /** The fetches of one side: with its prefix, and the old names with a prefix of theirs. */
    static List<FetchKeyword> of(String prefix, String old, Need need, Side side) {
        List<FetchKeyword> all = new ArrayList<>();
        add(all, prefix + "hdr", old + "hdr", Type.TEXT, need, call -> value(call, side, true, Type.TEXT));
        add(all, prefix + "hdr_ip", old + "hdr_ip", Type.IPV4, need, call -> value(call, side, true, Type.IPV4));
        add(all, prefix + "hdr_val", old + "hdr_val", Type.INT, need, call -> value(call, side, true, Type.INT));
        add(all, prefix + "fhdr", "", Type.TEXT, need, call -> value(call, side, false, Type.TEXT));
        add(all, prefix + "hdr_cnt", old + "hdr_cnt", Type.INT, need, call -> count(call, side, true));
        add(all, prefix + "fhdr_cnt", "", Type.INT, need, call -> count(call, side, false));
        add(all, prefix + "hdr_names", "", Type.TEXT, need, call -> names(call, side));
        return List.copyOf(all);
    }

    private interface Maker {
        Fetch make(Call call) throws Mistake;
    }

    private static void add(List<FetchKeyword> all, String name, String old, Type type, Need need, Maker maker) {
        FetchKeyword keyword = new FetchKeyword(name, 0, 2, type, need, (call, scope) -> maker.make(call));
        all.add(keyword);
        if (!old.isEmpty()) {
            all.add(keyword.called(old));
        }
    }

    private static Fetch value(Call call, Side side, boolean split, Type type) throws Mistake {
        FieldCursor cursor =
                new FieldCursor(call.text(0, ""), split, call.has(1) ? call.number(1, -10, Integer.MAX_VALUE) : 0);
        return (evidence, sample) -> {
            MessageHead head = side.head(evidence, sample);
            if (head == null || !cursor.find(head, sample)) {
                return false;
            }
            return switch (type) {
                case INT -> sample.asNumber();
                case IPV4 -> withoutPort(sample) && sample.asAddress();
                default -> true;
            };
        };
    }

    /** A port behind an IPv4 address, and brackets around an IPv6 address, are no part of it. */
    private static boolean withoutPort(Sample sample) {
        byte[] octets = sample.octets();
        int from = sample.from();
        int to = sample.to();
        if (from < to && octets[from] == '[') {
            return sample.narrow(from + 1, Octets.indexOf(octets, from, to, ']'));
        }
        int colon = Octets.indexOf(octets, from, to, ':');
        boolean onlyOne = colon < to && Octets.indexOf(octets, colon + 1, to, ':') == to;
        return sample.narrow(from, onlyOne ? colon : to);
    }

    private static Fetch count(Call call, Side side, boolean split) {
        FieldCursor cursor = new FieldCursor(call.text(0, ""), split, 0);
        return (evidence, sample) -> {
            MessageHead head = side.head(evidence, sample);
            return head != null && sample.setNumber(cursor.count(head, sample));
        };
    }

    private static Fetch names(Call call, Side side) {
        String delimiter = call.text(0, ",");
        return (evidence, sample) -> {
            MessageHead head = side.head(evidence, sample);
            return head != null && sample.setText(ConstantFetches.bytes(head.names(delimiter)));
        };
    }
}
