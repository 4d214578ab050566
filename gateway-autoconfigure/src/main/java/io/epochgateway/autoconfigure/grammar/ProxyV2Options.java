package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What version 2 of the PROXY protocol carries besides the addresses. */
record ProxyV2Options() implements Scalar<Set<String>> {

    static final String AUTHORITY = "authority";
    static final String CRC32C = "crc32c";
    static final String UNIQUE_ID = "unique-id";

    private static final List<String> VALID = List.of(AUTHORITY, CRC32C, UNIQUE_ID);

    /** HAProxy's words for what this gateway doesn't know of a connection. */
    private static final Set<String> UNKNOWN_HERE = Set.of("ssl", "cert-cn", "ssl-cipher", "cert-sig", "cert-key");

    @Override
    public Set<String> parse(String text) throws Mistake {
        Set<String> options = new LinkedHashSet<>();
        for (String word : text.split(",", -1)) {
            if (UNKNOWN_HERE.contains(word)) {
                throw new Mistake(
                        "'" + word + "' can't be sent", "Leave it out. Valid: " + String.join(", ", VALID) + ".");
            }
            if (!VALID.contains(word)) {
                throw new Mistake("'" + word + "' is no option of it", NearestWord.mend(word, VALID));
            }
            options.add(word);
        }
        return Set.copyOf(options);
    }

    @Override
    public String values() {
        return "`" + String.join("`, `", VALID) + "`, with commas between them";
    }
}
