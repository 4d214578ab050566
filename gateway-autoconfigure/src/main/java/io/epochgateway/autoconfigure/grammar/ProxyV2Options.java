package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import java.util.List;
import java.util.Set;

/** What version 2 of the PROXY protocol carries besides the addresses. */
record ProxyV2Options() implements Scalar<Set<String>> {

    private static final String CRC32C = "crc32c";

    /** HAProxy's words for what this gateway doesn't know of a connection. */
    private static final Set<String> UNKNOWN_HERE =
            Set.of("ssl", "cert-cn", "ssl-cipher", "cert-sig", "cert-key", "authority", "unique-id");

    @Override
    public Set<String> parse(String text) throws Mistake {
        for (String word : text.split(",", -1)) {
            if (UNKNOWN_HERE.contains(word)) {
                throw new Mistake("'" + word + "' can't be sent", "Leave it out. Valid: " + CRC32C + ".");
            }
            if (!word.equals(CRC32C)) {
                throw new Mistake("'" + word + "' is no option of it", NearestWord.mend(word, List.of(CRC32C)));
            }
        }
        return Set.of(CRC32C);
    }

    @Override
    public String values() {
        return "`" + CRC32C + "`";
    }
}
