package io.epochgateway.rule.sample;

import static io.epochgateway.rule.sample.FetchKeyword.plain;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What needs no traffic: constants, variables, the process. */
final class ConstantFetches {

    static final List<FetchKeyword> KEYWORDS = List.of(
            plain("always_true", Type.BOOL, Need.NOTHING, (evidence, sample) -> sample.setBool(true)),
            plain("always_false", Type.BOOL, Need.NOTHING, (evidence, sample) -> sample.setBool(false)),
            one("bool", Type.BOOL, ConstantFetches::bool),
            one("int", Type.INT, ConstantFetches::number),
            new FetchKeyword(
                    "str", 0, 1, Type.TEXT, Need.NOTHING, (call, scope) -> octets(Type.TEXT, bytes(call.text(0, "")))),
            one("meth", Type.TEXT, (call, scope) -> octets(Type.TEXT, bytes(call.text(0)))),
            one("bin", Type.BINARY, ConstantFetches::binary),
            one("ipv4", Type.IPV4, (call, scope) -> address(call, 4)),
            one("ipv6", Type.IPV6, (call, scope) -> address(call, 16)),
            one("env", Type.TEXT, ConstantFetches::environment),
            new FetchKeyword("var", 1, 2, Type.TEXT, Need.NOTHING, ConstantFetches::variable),
            new FetchKeyword("rand", 0, 1, Type.INT, Need.NOTHING, ConstantFetches::random),
            new FetchKeyword("date", 0, 2, Type.INT, Need.NOTHING, ConstantFetches::date),
            plain("hostname", Type.TEXT, Need.NOTHING, (evidence, sample) -> sample.setText(Hostname.NAME)),
            plain(
                    "uuid",
                    Type.TEXT,
                    Need.NOTHING,
                    (evidence, sample) -> sample.setText(bytes(UUID.randomUUID().toString()))));

    private ConstantFetches() {}

    private static FetchKeyword one(String name, Type type, FetchKeyword.Maker maker) {
        return new FetchKeyword(name, 1, 1, type, Need.NOTHING, maker);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Fetch octets(Type type, byte[] bytes) {
        return (evidence, sample) -> sample.set(type, bytes, 0, bytes.length);
    }

    private static Fetch bool(Call call, Scope scope) throws Mistake {
        boolean value = switch (call.text(0).toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new Mistake("'" + call.text(0) + "' is no truth value", "Write 'true' or 'false'.");
        };
        return (evidence, sample) -> sample.setBool(value);
    }

    private static Fetch number(Call call, Scope scope) throws Mistake {
        long number = call.number(0);
        return (evidence, sample) -> sample.setNumber(number);
    }

    private static Fetch binary(Call call, Scope scope) throws Mistake {
        try {
            return octets(Type.BINARY, HexFormat.of().parseHex(call.text(0)));
        } catch (IllegalArgumentException e) {
            throw new Mistake("'" + call.text(0) + "' is not hexadecimal", "Write two digits for each octet.");
        }
    }

    private static Fetch address(Call call, int length) throws Mistake {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(call.text(0));
        if (address == null || address.length != length) {
            throw new Mistake(
                    "'" + call.text(0) + "' is no IPv" + (length == 4 ? 4 : 6) + " address",
                    "Write for example " + (length == 4 ? "192.0.2.1." : "2001:db8::1."));
        }
        return (evidence, sample) -> sample.setAddress(address);
    }

    private static Fetch environment(Call call, Scope scope) throws Mistake {
        String value = System.getenv(call.text(0));
        return value == null ? (evidence, sample) -> false : octets(Type.TEXT, bytes(value));
    }

    private static Fetch variable(Call call, Scope scope) throws Mistake {
        VariableName name = VariableName.of(call.text(0));
        byte @Nullable [] otherwise = call.has(1) ? bytes(call.text(1)) : null;
        return (evidence, sample) -> {
            Value value = value(evidence, name);
            return value != null ? sample.set(value) : otherwise != null && sample.setText(otherwise);
        };
    }

    static @Nullable Value value(Evidence evidence, VariableName name) {
        Variables variables = evidence.variables(name.scope());
        return variables == null ? null : variables.get(name);
    }

    private static Fetch random(Call call, Scope scope) throws Mistake {
        long bound = call.has(0) ? call.number(0, 1, Integer.MAX_VALUE) : 1L << 32;
        return (evidence, sample) ->
                sample.setNumber(ThreadLocalRandom.current().nextLong(bound));
    }

    private static Fetch date(Call call, Scope scope) throws Mistake {
        long offset = call.number(0, 0);
        long perSecond = unitsPerSecond(call);
        return (evidence, sample) -> {
            long millis = System.currentTimeMillis();
            return sample.setNumber(
                    perSecond == 1 ? millis / 1000 + offset : millis * (perSecond / 1000) + offset * perSecond);
        };
    }

    /** Of the second argument, which is a unit of time: {@code s} if there is none, {@code ms} or {@code us}. */
    static long unitsPerSecond(Call call) throws Mistake {
        String unit = call.text(1, "s");
        return switch (unit) {
            case "s" -> 1;
            case "ms" -> 1_000;
            case "us" -> 1_000_000;
            default -> throw Mistake.unknown("unit of " + call.name(), unit, List.of("s", "ms", "us"));
        };
    }

    /** Looked up once, and only if it is asked for. */
    private static final class Hostname {

        static final byte[] NAME = name();

        private static byte[] name() {
            try {
                return bytes(InetAddress.getLocalHost().getHostName());
            } catch (UnknownHostException e) {
                return bytes("localhost");
            }
        }
    }
}
