package io.epochgateway.autoconfigure.grammar;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What the machine is called: {@code true} for what it calls itself, or another name. */
record HostnameWord() implements Scalar<String> {

    @Override
    public String parse(String text) throws Mistake {
        if (text.equals("true")) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                throw new Mistake("the machine has no name", "Write the name to tell.");
            }
        }
        if (!text.matches("[!-~]+")) {
            throw new Mistake("'" + text + "' is no host name", "Write 'true', or a name without blanks.");
        }
        return text;
    }

    @Override
    public String values() {
        return "`true`, host name";
    }
}
