package io.epochgateway.runtimeapi.command;

import java.util.List;

/**
 * Which rows {@code show stat} shows.
 *
 * @param proxy a name or a number; {@code -1} for all
 * @param types a sum of 1 for frontends, 2 for backends, 4 for servers
 * @param sid the number of a server, 0 for proxies; -1 for all
 * @param up without servers that are down or in maintenance
 * @param noMaint without servers in maintenance
 */
record StatSelection(String proxy, int types, int sid, boolean up, boolean noMaint) {

    static StatSelection of(List<String> words) {
        boolean positional = words.size() >= 3 && number(words.get(1), 0) != 0;
        return new StatSelection(
                positional ? words.get(0) : "-1",
                positional ? number(words.get(1), -1) : -1,
                positional ? number(words.get(2), -1) : -1,
                words.contains("up"),
                words.contains("no-maint"));
    }

    private static int number(String text, int otherwise) {
        return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    boolean anyProxy() {
        return proxy.equals("-1");
    }

    boolean ofTheProxy(StatRow row) {
        return anyProxy() || row.get("pxname").equals(proxy) || row.get("iid").equals(proxy);
    }

    boolean accepts(StatRow row) {
        int type = Integer.parseInt(row.get("type"));
        boolean maintenance = row.get("status").startsWith("MAINT");
        boolean down = row.get("status").startsWith("DOWN");
        return ofTheProxy(row)
                && (types < 0 || (types & 1 << type) != 0)
                && (sid < 0 || row.get("sid").equals(String.valueOf(sid)))
                && !(maintenance && (up || noMaint))
                && !(down && up);
    }
}
