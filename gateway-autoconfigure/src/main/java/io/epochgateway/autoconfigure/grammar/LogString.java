package io.epochgateway.autoconfigure.grammar;

import java.util.Map;

/**
 * HAProxy's log-format string, as it is or with the backslashes that HAProxy's own files need before blanks, quotes,
 * hashes and backslashes. What its aliases are is looked at when the gateway starts.
 */
record LogString() implements Scalar<String> {

    private static final Text TEXT = new Text("log-format string");

    /** What HAProxy's variables of the same names hold. */
    private static final Map<String, String> USUAL = Map.of(
            "${HAPROXY_HTTP_LOG_FMT}",
            "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r",
            "${HAPROXY_TCP_LOG_FMT}",
            "%ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq");

    @Override
    public String parse(String text) throws Mistake {
        String string = TEXT.parse(text);
        for (Map.Entry<String, String> variable : USUAL.entrySet()) {
            string = string.replace(variable.getKey(), variable.getValue());
        }
        return unescaped(string);
    }

    private static String unescaped(String string) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < string.length(); i++) {
            char next = string.charAt(i);
            boolean escapes = next == '\\' && i + 1 < string.length() && " \"'#\\".indexOf(string.charAt(i + 1)) >= 0;
            plain.append(escapes ? string.charAt(++i) : next);
        }
        return plain.toString();
    }

    @Override
    public String values() {
        return "log-format string";
    }
}
