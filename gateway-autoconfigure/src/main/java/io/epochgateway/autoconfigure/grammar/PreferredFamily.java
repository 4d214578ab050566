package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.NearestWord;
import java.util.List;

/** One of the two families of addresses. */
record PreferredFamily() implements Scalar<IpFamily> {

    @Override
    public IpFamily parse(String text) throws Mistake {
        return switch (text) {
            case "ipv4" -> IpFamily.IPV4;
            case "ipv6" -> IpFamily.IPV6;
            default ->
                throw new Mistake("'" + text + "' is no family", NearestWord.mend(text, List.of("ipv4", "ipv6")));
        };
    }

    @Override
    public String values() {
        return "`ipv4`, `ipv6`";
    }
}
