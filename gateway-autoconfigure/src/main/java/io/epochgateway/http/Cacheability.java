package io.epochgateway.http;

import io.netty.util.AsciiString;
import java.util.Locale;
import java.util.Set;

/** Whether a shared cache may keep a response (RFC 9111 section 3). Any thread. */
public final class Cacheability {

    private static final AsciiString CACHE_CONTROL = AsciiString.cached("cache-control");
    private static final AsciiString PRAGMA = AsciiString.cached("pragma");
    private static final AsciiString EXPIRES = AsciiString.cached("expires");
    private static final AsciiString ETAG = AsciiString.cached("etag");
    private static final AsciiString LAST_MODIFIED = AsciiString.cached("last-modified");

    /** Those that are heuristically cacheable (RFC 9110 section 15.1). */
    private static final Set<Integer> STATUSES = Set.of(200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501);

    private Cacheability() {}

    /**
     * Whether it may be kept: by method and status, if it tells how long or how to validate it, and if nothing forbids
     * it.
     */
    public static boolean of(MessageHead response, Method request) {
        return (request == Method.GET || request == Method.HEAD)
                && STATUSES.contains(response.status())
                && response.find(PRAGMA, 0) < 0
                && isAllowed(response);
    }

    private static boolean isAllowed(MessageHead response) {
        boolean lasting =
                response.find(EXPIRES, 0) >= 0 || response.find(ETAG, 0) >= 0 || response.find(LAST_MODIFIED, 0) >= 0;
        for (int field = response.find(CACHE_CONTROL, 0); field >= 0; field = response.find(CACHE_CONTROL, field + 1)) {
            for (String directive :
                    response.value(field).toLowerCase(Locale.ROOT).split(",", -1)) {
                String name = directive.strip();
                if (name.equals("private") || name.equals("no-store") || name.equals("no-cache")) {
                    return false;
                }
                lasting |= name.startsWith("max-age=") || name.startsWith("s-maxage=");
            }
        }
        return lasting;
    }
}
