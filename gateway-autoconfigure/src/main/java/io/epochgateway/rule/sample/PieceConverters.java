package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import io.netty.util.NetUtil;
import java.util.List;

/** Pieces of a text. */
final class PieceConverters {

    static final List<ConverterKeyword> KEYWORDS = List.of(
            new ConverterKeyword("bytes", 1, 2, Type.BINARY, Type.BINARY, PieceConverters::bytes),
            new ConverterKeyword("field", 2, 3, Type.TEXT, Type.TEXT, call -> piece(call, false)),
            new ConverterKeyword("word", 2, 3, Type.TEXT, Type.TEXT, call -> piece(call, true)),
            new ConverterKeyword("param", 1, 2, Type.TEXT, Type.TEXT, PieceConverters::parameter),
            new ConverterKeyword("ipmask", 1, 2, Type.IPV4, Type.IPV4, PieceConverters::mask));

    private PieceConverters() {}

    private static Converter bytes(Call call) throws Mistake {
        int offset = call.number(0, 0, Integer.MAX_VALUE);
        int length = call.has(1) ? call.number(1, 0, Integer.MAX_VALUE) : Integer.MAX_VALUE;
        return (evidence, sample) -> {
            int from = sample.from() + Math.min(offset, sample.length());
            return offset < sample.length() && sample.narrow(from, from + Math.min(length, sample.to() - from));
        };
    }

    /**
     * The n-th piece between delimiters, from the end if n is negative, and those behind it.
     *
     * @param merge whether several delimiters in a row are one
     */
    private static Converter piece(Call call, boolean merge) throws Mistake {
        int number = call.number(0, -Integer.MAX_VALUE, Integer.MAX_VALUE);
        byte[] delimiters = ConstantFetches.bytes(call.text(1, ","));
        int count = call.has(2) ? call.number(2, 0, Integer.MAX_VALUE) : 1;
        if (number == 0) {
            throw new Mistake("'0' of '" + call.name() + "' is no piece", "Count from 1, or from -1 backwards.");
        }
        return (evidence, sample) -> number > 0
                ? forwards(sample, number, count, delimiters, merge)
                : backwards(sample, -number, count, delimiters, merge);
    }

    private static boolean forwards(Sample sample, int number, int count, byte[] delimiters, boolean merge) {
        byte[] bytes = sample.octets();
        int to = sample.to();
        int at = sample.from();
        int start = -1;
        int seen = 0;
        while (at <= to) {
            int stop = at;
            while (stop < to && !TextConverters.contains(delimiters, bytes[stop])) {
                stop++;
            }
            if (!merge || stop > at) {
                seen++;
                if (seen == number) {
                    start = at;
                }
                if (start >= 0 && (count > 0 && seen == number + count - 1)) {
                    return sample.narrow(start, stop);
                }
            }
            at = stop + 1;
        }
        return start >= 0 && sample.narrow(start, to);
    }

    private static boolean backwards(Sample sample, int number, int count, byte[] delimiters, boolean merge) {
        byte[] bytes = sample.octets();
        int from = sample.from();
        int at = sample.to();
        int end = -1;
        int seen = 0;
        while (at >= from) {
            int start = at;
            while (start > from && !TextConverters.contains(delimiters, bytes[start - 1])) {
                start--;
            }
            if (!merge || start < at) {
                seen++;
                if (seen == number) {
                    end = at;
                }
                if (end >= 0 && count > 0 && seen == number + count - 1) {
                    return sample.narrow(start, end);
                }
            }
            at = start - 1;
        }
        return end >= 0 && sample.narrow(from, end);
    }

    private static Converter parameter(Call call) throws Mistake {
        byte[] name = ConstantFetches.bytes(call.text(0));
        int delimiter = call.text(1, "&").charAt(0);
        return (evidence, sample) -> {
            byte[] bytes = sample.octets();
            int at = sample.from();
            while (at < sample.to()) {
                int stop = Octets.indexOf(bytes, at, sample.to(), delimiter);
                int equals = Octets.indexOf(bytes, at, stop, '=');
                if (Octets.same(bytes, at, equals, name, false)) {
                    return sample.narrow(Math.min(equals + 1, stop), stop);
                }
                at = stop + 1;
            }
            return false;
        };
    }

    private static Converter mask(Call call) throws Mistake {
        int bits4 = prefix(call, 0, 32);
        int bits6 = call.has(1) ? prefix(call, 1, 128) : -1;
        return (evidence, sample) -> {
            int bits = sample.type() == Type.IPV4 ? bits4 : bits6;
            if (bits < 0) {
                return false;
            }
            byte[] address = sample.octets();
            int from = sample.from();
            int length = sample.length();
            byte[] masked = sample.room(length);
            for (int i = 0; i < length; i++) {
                int left = Math.clamp(bits - i * 8L, 0, 8);
                masked[i] = (byte) (address[from + i] & 0xff00 >> left);
            }
            return sample.set(sample.type(), masked, 0, length);
        };
    }

    private static int prefix(Call call, int argument, int most) throws Mistake {
        String text = call.text(argument);
        byte[] mask = NetUtil.createByteArrayFromIpAddressString(text);
        if (mask == null) {
            return call.number(argument, 0, most);
        }
        int bits = 0;
        for (byte octet : mask) {
            bits += Integer.bitCount(octet & 0xff);
        }
        return bits;
    }
}
