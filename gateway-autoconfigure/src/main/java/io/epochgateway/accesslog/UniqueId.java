package io.epochgateway.accesslog;

import io.epochgateway.definition.UniqueIdDefinition;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gives requests their names (HAProxy {@code unique-id-format}). Any thread. */
public final class UniqueId {

    /** HAProxy's own limit, less the end of its string. */
    private static final int LONGEST = 127;

    private final CustomLine format;
    private final @Nullable String header;
    private final ThreadLocal<Dates> dates = ThreadLocal.withInitial(() -> new Dates(ZoneId.systemDefault()));

    /**
     * Parses the format.
     *
     * @throws io.epochgateway.definition.DefinitionException if it is no log-format string
     */
    public UniqueId(UniqueIdDefinition definition, boolean http, Expressions expressions) {
        format = CustomLine.of(definition.format(), Surroundings.ofName(http, expressions));
        header = definition.header();
    }

    /** The field that tells the server; null if none does. */
    public @Nullable String header() {
        return header;
    }

    /** Whether it looks things up that only rooms above know. */
    public boolean asks() {
        return format.asks();
    }

    /** The name of the request at hand, as far as it is known. */
    public byte[] of(LoggedStream stream) {
        byte[] octets = new byte[LONGEST];
        LineWriter line = new LineWriter();
        line.begin(octets, 0, LONGEST);
        format.write(line, dates.get(), stream);
        return Arrays.copyOf(octets, line.position());
    }
}
