package io.epochgateway.rule.sample;

import static io.epochgateway.rule.sample.ConverterKeyword.plain;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/** Arithmetic and logic. Results that are too large become the largest; to divide by 0 gives the largest too. */
final class NumberConverters {

    static final List<ConverterKeyword> KEYWORDS = List.of(
            plain("bool", Type.INT, Type.BOOL, (evidence, sample) -> sample.setBool(sample.number() != 0)),
            plain("not", Type.INT, Type.BOOL, (evidence, sample) -> sample.setBool(sample.number() == 0)),
            test("odd", number -> (number & 1) != 0),
            test("even", number -> (number & 1) == 0),
            one("neg", number -> -number),
            one("cpl", number -> ~number),
            two("add", NumberConverters::add),
            two("sub", (a, b) -> b == Long.MIN_VALUE ? add(add(a, Long.MAX_VALUE), 1) : add(a, -b)),
            two("mul", NumberConverters::multiply),
            two("div", NumberConverters::divide),
            two("mod", (a, b) -> b == 0 ? 0 : a % b),
            two("and", (a, b) -> a & b),
            two("or", (a, b) -> a | b),
            two("xor", (a, b) -> a ^ b),
            new ConverterKeyword("iif", 2, 2, Type.BOOL, Type.TEXT, NumberConverters::choice));

    private NumberConverters() {}

    private static ConverterKeyword test(String name, LongPredicate test) {
        return plain(name, Type.INT, Type.BOOL, (evidence, sample) -> sample.setBool(test.test(sample.number())));
    }

    private static ConverterKeyword one(String name, LongUnaryOperator operator) {
        return plain(
                name,
                Type.INT,
                Type.INT,
                (evidence, sample) -> sample.setNumber(operator.applyAsLong(sample.number())));
    }

    /** The second one is a number or a variable. */
    private static ConverterKeyword two(String name, LongBinaryOperator operator) {
        return new ConverterKeyword(name, 1, 1, Type.INT, Type.INT, call -> {
            if (!isName(call.text(0))) {
                long other = call.number(0);
                return (evidence, sample) -> sample.setNumber(operator.applyAsLong(sample.number(), other));
            }
            VariableName variable = VariableName.of(call.text(0));
            return (evidence, sample) -> {
                long number = sample.number();
                Value value = ConstantFetches.value(evidence, variable);
                return value != null
                        && sample.set(value)
                        && sample.asNumber()
                        && sample.setNumber(operator.applyAsLong(number, sample.number()));
            };
        });
    }

    private static boolean isName(String text) {
        return Character.isLetter(text.charAt(0));
    }

    private static long add(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        return overflow ? a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : sum;
    }

    private static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        boolean fits = high == 0 && low >= 0 || high == -1 && low < 0;
        return fits ? low : (a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    private static long divide(long a, long b) {
        if (b == 0 || a == Long.MIN_VALUE && b == -1) {
            return a < 0 && b == 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return a / b;
    }

    private static Converter choice(Call call) throws Mistake {
        byte[] yes = ConstantFetches.bytes(call.text(0, ""));
        byte[] no = ConstantFetches.bytes(call.text(1, ""));
        return (evidence, sample) -> sample.setText(sample.number() != 0 ? yes : no);
    }
}
