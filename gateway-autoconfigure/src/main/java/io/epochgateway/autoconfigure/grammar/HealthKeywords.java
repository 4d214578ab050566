package io.epochgateway.autoconfigure.grammar;

import java.time.Duration;
import java.util.List;

/** The keywords that say how servers are checked. */
final class HealthKeywords {

    static final Keyword<Boolean> CHECK = Keywords.flag("check", "Checks whether the server works.");
    static final Keyword<Boolean> NO_CHECK = Keywords.flag("no-check", "Doesn't, whatever `default-server` says.");
    static final Keyword<Duration> INTER = Keywords.timeout("inter", "2s", "From one check to the next.");
    static final Keyword<Duration> FASTINTER = Keywords.timeout(
            "fastinter", null, "The same while checks contradict the server's state. Otherwise as `inter`.");
    static final Keyword<Duration> DOWNINTER =
            Keywords.timeout("downinter", null, "The same while the server is down. Otherwise as `inter`.");
    static final Keyword<Integer> RISE =
            Keywords.number("rise", 1, "2", "So many good checks in a row bring the server up.");
    static final Keyword<Integer> FALL =
            Keywords.number("fall", 1, "3", "So many bad checks in a row put the server down.");
    static final Keyword<String> ADDR =
            new Keyword<>("addr", new Host(), "Where to check. Otherwise at the server's address.");
    static final Keyword<Integer> PORT =
            new Keyword<>("port", new WholeNumber(1, 65535), "Where to check. Otherwise at the server's port.");

    /** Of servers. */
    static final List<Keyword<?>> OF_SERVERS =
            List.of(CHECK, NO_CHECK, INTER, FASTINTER, DOWNINTER, RISE, FALL, ADDR, PORT);

    static final Keyword<Duration> TIMEOUT = Keywords.timeout(
            "check",
            "0",
            "How long a check may take once it is connected; `0`: connecting included, up to the next check.");
    static final Keyword<HttpCheckLine.Request> HTTPCHK = new Keyword<>(
            "httpchk",
            new HttpCheckLine(),
            "false",
            "Checks send an HTTP request: `true` for `OPTIONS / HTTP/1.0`, or another one.");
    static final Keyword<Boolean> LOG_HEALTH_CHECKS =
            Keywords.flag("log-health-checks", "Logs each change of a check's result.");
    static final Keyword<List<HttpCheckRule.Rule>> HTTP_CHECK = new Keyword<>(
            "http-check", new Lines<>(new HttpCheckRule()), "What HTTP checks send and expect. Otherwise 2xx or 3xx.");

    private HealthKeywords() {}
}
