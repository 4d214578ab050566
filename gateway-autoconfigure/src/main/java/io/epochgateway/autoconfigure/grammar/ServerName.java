package io.epochgateway.autoconfigure.grammar;

import javax.net.ssl.SNIHostName;

/** The name of a server, as TLS asks for it (RFC 6066 section 3). */
record ServerName() implements Scalar<String> {

    @Override
    public String parse(String text) throws Mistake {
        return checked(text);
    }

    static String checked(String text) throws Mistake {
        try {
            return new SNIHostName(text).getAsciiName();
        } catch (IllegalArgumentException none) {
            throw new Mistake("'" + text + "' is no server name", "Write a host name.");
        }
    }

    @Override
    public String values() {
        return "host name";
    }
}
