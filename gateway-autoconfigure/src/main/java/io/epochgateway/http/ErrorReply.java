package io.epochgateway.http;

/** The errors that the proxy answers by itself, with the texts that HAProxy's users know. Immutable, any thread. */
public enum ErrorReply {
    SERVICE_READY(200, "OK", "Service ready."),
    BAD_REQUEST(400, "Bad Request", "Bad request", "Your browser sent an invalid request."),
    UNAUTHORIZED(401, "Unauthorized", "You need a valid user and password to access this content."),
    FORBIDDEN(403, "Forbidden", "Request forbidden by administrative rules."),
    NOT_FOUND(404, "Not Found", "The resource could not be found."),
    METHOD_NOT_ALLOWED(
            405,
            "Method Not Allowed",
            "A request was made of a resource using a request method not supported by that resource"),
    PROXY_AUTHENTICATION_REQUIRED(
            407,
            "Proxy Authentication Required",
            "Unauthorized",
            "You need a valid user and password to access this content."),
    REQUEST_TIMEOUT(408, "Request Timeout", "Request Time-out", "Your browser didn't send a complete request in time."),
    GONE(410, "Gone", "The resource is no longer available and will not be available again."),
    CONTENT_TOO_LARGE(413, "Payload Too Large", "The request entity exceeds the maximum allowed."),
    URI_TOO_LONG(414, "URI Too Long", "The request target is too long."),
    MISDIRECTED_REQUEST(421, "Misdirected Request", "Request sent to a non-authoritative server."),
    UNPROCESSABLE_CONTENT(422, "Unprocessable Content", "The server cannot process the contained instructions."),
    TOO_EARLY(425, "Too Early", "Your browser sent early data."),
    TOO_MANY_REQUESTS(429, "Too Many Requests", "You have sent too many requests in a given amount of time."),
    FIELDS_TOO_LARGE(431, "Request Header Fields Too Large", "The request's header is too large."),
    INTERNAL_SERVER_ERROR(500, "Internal Server Error", "An internal server error occurred."),
    NOT_IMPLEMENTED(
            501, "Not Implemented", ".The server does not support the functionality required to fulfill the request."),
    BAD_GATEWAY(502, "Bad Gateway", "The server returned an invalid or incomplete response."),
    SERVICE_UNAVAILABLE(503, "Service Unavailable", "No server is available to handle this request."),
    GATEWAY_TIMEOUT(504, "Gateway Timeout", "Gateway Time-out", "The server didn't respond in time."),
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported", "This version of HTTP is not supported here.");

    private static final ErrorReply[] ALL = values();

    private final int status;
    private final String title;
    private final Reply html;
    private final Reply early;
    private final Reply json;

    ErrorReply(int status, String title, String text) {
        this(status, title, title, text);
    }

    ErrorReply(int status, String title, String reason, String text) {
        this.status = status;
        this.title = title;
        String body = "<html><body><h1>" + status + ' ' + reason + "</h1>\n" + text + "\n</body></html>\n";
        String line = "HTTP/1.1 " + status + ' ' + reason + "\r\n";
        this.html = Reply.of(
                status,
                line + "content-length: " + body.length()
                        + "\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n",
                body);
        this.early = Reply.last(
                status,
                line + "Content-length: " + body.length()
                        + "\r\nCache-Control: no-cache\r\nConnection: close\r\nContent-Type: text/html\r\n",
                body);
        // one of HAProxy's texts begins with a full stop
        String problem = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + (text.startsWith(".") ? text.substring(1) : text) + "\"}\n";
        this.json = Reply.of(
                status,
                line + "content-length: " + problem.length()
                        + "\r\ncache-control: no-cache\r\ncontent-type: application/problem+json\r\n",
                problem);
    }

    /**
     * The reply for a status that has one.
     *
     * @throws IllegalArgumentException for any other
     */
    public static ErrorReply of(int status) {
        for (ErrorReply reply : ALL) {
            if (reply.status == status) {
                return reply;
            }
        }
        throw new IllegalArgumentException("no reply for status " + status);
    }

    public int status() {
        return status;
    }

    /** The recommended reason phrase (RFC 9110 section 15). */
    public String title() {
        return title;
    }

    /** What a browser is told. */
    public Reply html() {
        return html;
    }

    /** The same to a request that can't be understood: it closes, and is written as HAProxy writes it then. */
    public Reply early() {
        return early;
    }

    /** What a program is told: problem details (RFC 9457). */
    public Reply json() {
        return json;
    }
}
