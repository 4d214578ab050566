package io.epochgateway.autoconfigure.grammar;

import java.util.regex.Pattern;

/** The name of a network device, as Linux limits it. */
record DeviceName() implements Scalar<String> {

    private static final Pattern VALID = Pattern.compile("[^\\s/:]{1,15}");

    @Override
    public String parse(String text) throws Mistake {
        if (!VALID.matcher(text).matches()) {
            throw new Mistake("'" + text + "' is no name of a network device", "Write one that 'ip link' shows.");
        }
        return text;
    }

    @Override
    public String values() {
        return "device";
    }
}
