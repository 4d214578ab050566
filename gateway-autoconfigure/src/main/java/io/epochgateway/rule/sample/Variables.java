package io.epochgateway.rule.sample;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The variables of one scope. Those of a stream or a connection are for its event loop only. */
public final class Variables {

    private static final Variables OF_THE_PROCESS = new Variables(new ConcurrentHashMap<>());

    private final Map<VariableName, Value> values;

    private Variables(Map<VariableName, Value> values) {
        this.values = values;
    }

    public Variables() {
        this(new HashMap<>());
    }

    /** Those of the scope {@code proc}. Any thread. */
    public static Variables ofTheProcess() {
        return OF_THE_PROCESS;
    }

    /** Keeps a copy of what is in the sample. */
    public void set(VariableName name, Sample sample) {
        values.put(name, sample.keep());
    }

    public void unset(VariableName name) {
        values.remove(name);
    }

    /** Another stream begins. */
    public void clear() {
        values.clear();
    }

    @Nullable
    Value get(VariableName name) {
        return values.get(name);
    }
}
