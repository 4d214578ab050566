package io.epochgateway.autoconfigure.grammar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HAProxy's {@code persist}: the cookie of the Remote Desktop Protocol that names a server, by its name. */
record PersistLine() implements Scalar<String> {

    private static final Pattern COOKIE = Pattern.compile("rdp-cookie(?:\\(([^()\\s]+)\\))?");
    private static final String USUAL_COOKIE = "msts";

    @Override
    public String parse(String text) throws Mistake {
        Matcher cookie = COOKIE.matcher(text);
        if (!cookie.matches()) {
            throw new Mistake("'" + text + "' persists nothing", "Write 'rdp-cookie' or 'rdp-cookie(name)'.");
        }
        return cookie.group(1) == null ? USUAL_COOKIE : cookie.group(1);
    }

    @Override
    public String values() {
        return "`rdp-cookie[(name)]`";
    }
}
