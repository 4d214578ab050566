package io.epochgateway.autoconfigure.grammar;

import java.util.ArrayList;
import java.util.List;

/** The addresses of a {@code bind}, separated by commas; without a host or with {@code *}, all addresses are meant. */
record Addresses() implements Scalar<List<HostPort>> {

    private static final WholeNumber PORT = new WholeNumber(0, 65535);

    @Override
    public List<HostPort> parse(String text) throws Mistake {
        List<HostPort> addresses = new ArrayList<>();
        for (String address : text.split(",", -1)) {
            addresses.add(Address.parse(address.strip(), PORT));
        }
        return List.copyOf(addresses);
    }

    @Override
    public String values() {
        return "[host]:port[,...]";
    }
}
