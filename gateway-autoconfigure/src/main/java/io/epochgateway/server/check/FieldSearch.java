package io.epochgateway.server.check;

import io.epochgateway.definition.CheckMatch.Field;
import io.epochgateway.definition.CheckMatch.FieldTest;
import java.util.Locale;

/** Looks for a header field in a response. */
final class FieldSearch {

    private FieldSearch() {}

    static boolean found(Field sought, HttpResponse response, CheckValues values) {
        String name = values.text(sought.name().text()).toLowerCase(Locale.ROOT);
        String value = sought.value() == null ? "" : values.text(sought.value().text());
        for (int i = 0; i < response.fields(); i++) {
            if (passes(sought.name(), name, response.name(i).toLowerCase(Locale.ROOT))
                    && (sought.value() == null || anyValue(sought, sought.value(), value, response.value(i)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyValue(Field sought, FieldTest test, String value, String line) {
        if (sought.whole()) {
            return passes(test, value, line);
        }
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || (line.charAt(i) == ',' && !quoted)) {
                if (passes(test, value, line.substring(from, i).strip())) {
                    return true;
                }
                from = i + 1;
            } else if (line.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return false;
    }

    private static boolean passes(FieldTest test, String wanted, String text) {
        return switch (test.how()) {
            case STR -> text.equals(wanted);
            case BEG -> text.startsWith(wanted);
            case END -> text.endsWith(wanted);
            case SUB -> text.contains(wanted);
            case REG -> test.pattern() != null && test.pattern().matcher(text).find();
        };
    }
}
