package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.Network;
import java.util.ArrayList;
import java.util.List;

/** Networks, separated by commas. */
record Subnets() implements Scalar<List<Network>> {

    private static final Subnet EACH = new Subnet();

    @Override
    public List<Network> parse(String text) throws Mistake {
        List<Network> networks = new ArrayList<>();
        for (String network : text.split(",", -1)) {
            networks.add(EACH.parse(network.strip()));
        }
        return List.copyOf(networks);
    }

    @Override
    public String values() {
        return EACH.values() + ", several separated by commas";
    }
}
