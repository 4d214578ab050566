package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What looks at variables or sets them. */
final class VariableConverters {

    private static final byte[] NOTHING = {};

    static final List<ConverterKeyword> KEYWORDS = List.of(
            new ConverterKeyword("concat", 0, 3, Type.TEXT, Type.TEXT, VariableConverters::concat),
            new ConverterKeyword("add_item", 1, 3, Type.TEXT, Type.TEXT, VariableConverters::addItem),
            new ConverterKeyword("strcmp", 1, 1, Type.TEXT, Type.INT, VariableConverters::compare),
            new ConverterKeyword("set-var", 1, 1, null, null, VariableConverters::set),
            new ConverterKeyword("unset-var", 1, 1, null, null, VariableConverters::unset));

    private VariableConverters() {}

    private static @Nullable VariableName name(Call call, int argument) throws Mistake {
        return call.has(argument) ? VariableName.of(call.text(argument)) : null;
    }

    private static Converter concat(Call call) throws Mistake {
        byte[] before = ConstantFetches.bytes(call.text(0, ""));
        VariableName name = name(call, 1);
        byte[] behind = ConstantFetches.bytes(call.text(2, ""));
        return (evidence, sample) -> append(sample, before, value(evidence, name), behind);
    }

    /** The delimiter only between two things; the suffix only behind something that is added. */
    private static Converter addItem(Call call) throws Mistake {
        byte[] delimiter = ConstantFetches.bytes(call.text(0));
        VariableName name = name(call, 1);
        byte[] suffix = ConstantFetches.bytes(call.text(2, ""));
        if (name == null && suffix.length == 0) {
            throw new Mistake("'add_item' adds nothing", "Write a variable or a suffix.");
        }
        return (evidence, sample) -> {
            byte[] value = value(evidence, name);
            if (value.length == 0 && suffix.length == 0) {
                return true;
            }
            return append(sample, sample.length() > 0 ? delimiter : NOTHING, value, suffix);
        };
    }

    private static boolean append(Sample sample, byte[] before, byte[] value, byte[] behind) {
        int length = sample.length();
        byte[] from = sample.octets();
        int start = sample.from();
        byte[] all = sample.room(length + before.length + value.length + behind.length);
        System.arraycopy(from, start, all, 0, length);
        int at = length;
        System.arraycopy(before, 0, all, at, before.length);
        at += before.length;
        System.arraycopy(value, 0, all, at, value.length);
        at += value.length;
        System.arraycopy(behind, 0, all, at, behind.length);
        return sample.setText(all, 0, at + behind.length);
    }

    /** As text; empty if there is none. */
    private static byte[] value(Evidence evidence, @Nullable VariableName name) {
        Value value = name == null ? null : ConstantFetches.value(evidence, name);
        if (value == null) {
            return NOTHING;
        }
        if (value.type() == Type.TEXT) {
            return value.octets();
        }
        Sample other = new Sample();
        other.set(value);
        return other.copy();
    }

    private static Converter compare(Call call) throws Mistake {
        VariableName name = VariableName.of(call.text(0));
        return (evidence, sample) -> {
            if (ConstantFetches.value(evidence, name) == null) {
                return false;
            }
            byte[] other = value(evidence, name);
            byte[] bytes = sample.octets();
            int shorter = Math.min(other.length, sample.length());
            int difference = 0;
            for (int i = 0; i < shorter && difference == 0; i++) {
                difference = (bytes[sample.from() + i] & 0xff) - (other[i] & 0xff);
            }
            return sample.setNumber(difference != 0 ? difference : sample.length() - other.length);
        };
    }

    private static Converter set(Call call) throws Mistake {
        VariableName name = VariableName.of(call.text(0));
        return (evidence, sample) -> {
            Variables variables = evidence.variables(name.scope());
            if (variables == null) {
                return false;
            }
            variables.set(name, sample);
            return true;
        };
    }

    private static Converter unset(Call call) throws Mistake {
        VariableName name = VariableName.of(call.text(0));
        return (evidence, sample) -> {
            Variables variables = evidence.variables(name.scope());
            if (variables != null) {
                variables.unset(name);
            }
            return true;
        };
    }
}
