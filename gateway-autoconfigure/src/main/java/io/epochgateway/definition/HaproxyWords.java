package io.epochgateway.definition;

import java.util.Set;

/** HAProxy's words that this gateway takes nowhere, or not everywhere: who writes one has made no typing mistake. */
final class HaproxyWords {

    private static final Set<String> OF_SECTIONS = Set.of(
            "cache",
            "ca-base",
            "chroot",
            "compression",
            "cpu-map",
            "crt-base",
            "daemon",
            "dispatch",
            "email-alert",
            "external-check",
            "fcgi-app",
            "filter",
            "from",
            "group",
            "grace",
            "hard-stop-after",
            "http-after-response",
            "http-response",
            "load-server-state-from-file",
            "lua-load",
            "mailers",
            "master-worker",
            "monitor",
            "nbproc",
            "peers",
            "pidfile",
            "program",
            "redirect",
            "ring",
            "server-state-file",
            "ssl-default-bind-ciphers",
            "ssl-default-bind-options",
            "ssl-default-server-options",
            "stats",
            "stick",
            "stick-table",
            "thread-groups",
            "transparent",
            "ulimit-n",
            "use-fcgi-app",
            "user",
            "userlist");

    private static final Set<String> OF_OPTIONS = Set.of(
            "accept-invalid-http-request",
            "accept-invalid-http-response",
            "checkcache",
            "contstats",
            "disable-h2-upgrade",
            "http-proxy",
            "http-use-htx",
            "http-use-proxy-header",
            "idle-close-on-response",
            "independent-streams",
            "prefer-last-server",
            "socket-stats",
            "spop-check");

    private static final Set<String> OF_BINDS_AND_SERVERS = Set.of(
            "alpn",
            "ca-file",
            "ciphers",
            "ciphersuites",
            "crl-file",
            "crt",
            "crt-list",
            "curves",
            "ecdhe",
            "no-sslv3",
            "no-tls-tickets",
            "npn",
            "pool-conn-name",
            "process",
            "proto",
            "redir",
            "severity-output",
            "sni",
            "socks4",
            "ssl",
            "ssl-max-ver",
            "ssl-min-ver",
            "strict-sni",
            "thread",
            "verify",
            "verifyhost",
            "ws");

    private static final Set<String> OF_RULES = Set.of(
            "add-acl",
            "add-header",
            "auth",
            "cache-store",
            "cache-use",
            "del-acl",
            "del-header",
            "del-map",
            "do-resolve",
            "early-hint",
            "normalize-uri",
            "replace-header",
            "replace-path",
            "replace-pathq",
            "replace-uri",
            "replace-value",
            "return",
            "send-spoe-group",
            "set-dst",
            "set-header",
            "set-log-level",
            "set-map",
            "set-mark",
            "set-method",
            "set-nice",
            "set-path",
            "set-pathq",
            "set-priority-class",
            "set-query",
            "set-src",
            "set-status",
            "set-tos",
            "set-uri",
            "strict-mode",
            "use-service",
            "wait-for-body",
            "wait-for-handshake");

    private HaproxyWords() {}

    /** Whether HAProxy knows that word somewhere; with hyphens or underscores. */
    static boolean contains(String word) {
        String name = word.replace('_', '-');
        return OF_SECTIONS.contains(name)
                || OF_OPTIONS.contains(name)
                || OF_BINDS_AND_SERVERS.contains(name)
                || OF_RULES.contains(name);
    }
}
