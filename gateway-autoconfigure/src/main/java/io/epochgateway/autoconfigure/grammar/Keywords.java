package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.Level;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.RetryOn;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.TuneDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every keyword below {@code gateway}. */
final class Keywords {

    static final Keyword<Duration> CLIENT =
            timeout("client", "0", "How long a client may stay silent while data is exchanged.");
    static final Keyword<Duration> SERVER =
            timeout("server", "0", "How long a server may stay silent, the wait for its response included.");
    static final Keyword<Duration> CONNECT = timeout("connect", "0", "How long connecting to a server may take.");
    static final Keyword<Duration> QUEUE = timeout(
            "queue", null, "How long a request may wait for a slot on a server. Otherwise as `timeout.connect`.");
    static final Keyword<Duration> HTTP_REQUEST = timeout(
            "http-request",
            null,
            "From the first byte of a request to the end of its head. Otherwise as `timeout.client`.");
    static final Keyword<Duration> HTTP_KEEP_ALIVE = timeout(
            "http-keep-alive",
            null,
            "How long a client connection may wait for its next request. Otherwise as `timeout.http-request`.");
    static final Keyword<Duration> TUNNEL = timeout(
            "tunnel",
            "0",
            "How long both sides of a tunnel may stay silent; `0` leaves `timeout.client` and `timeout.server` in force.");
    static final Keyword<Duration> CLIENT_FIN = timeout(
            "client-fin",
            "0",
            "How long a client may stay silent after its server has ended; `0` leaves the other timeouts in force.");
    static final Keyword<Duration> SERVER_FIN = timeout(
            "server-fin",
            "0",
            "How long a server may stay silent after its client has ended; `0` leaves the other timeouts in force.");

    static final Section FRONTEND_TIMEOUTS =
            new Section(CLIENT, HTTP_REQUEST, HTTP_KEEP_ALIVE, CLIENT_FIN, RuleKeywords.TARPIT);
    static final Section BACKEND_TIMEOUTS =
            new Section(SERVER, CONNECT, QUEUE, TUNNEL, SERVER_FIN, HealthKeywords.TIMEOUT);
    static final Section TIMEOUTS = new Section(
            CLIENT,
            SERVER,
            CONNECT,
            QUEUE,
            HTTP_REQUEST,
            HTTP_KEEP_ALIVE,
            TUNNEL,
            CLIENT_FIN,
            SERVER_FIN,
            RuleKeywords.TARPIT,
            HealthKeywords.TIMEOUT);

    static final Keyword<ServerAddress> ADDRESS = new Keyword<>(
            "address",
            new Address(),
            "Where the server listens; without a port, or with `+n` or `-n`, as the client's. It starts the line.");
    static final Keyword<Integer> MAXCONN = number(
            "maxconn", 0, "0", "Requests (`tcp`: connections) on the server at a time; more wait. `0`: no limit.");
    static final Keyword<Integer> MAXQUEUE =
            number("maxqueue", 0, "0", "Requests that may wait for this server; more go elsewhere. `0`: no limit.");
    static final Keyword<Integer> WEIGHT = new Keyword<>(
            "weight", new WholeNumber(0, 256), "1", "The server's share of the traffic; `0` takes no new one.");
    static final Keyword<Boolean> BACKUP =
            new Keyword<>("backup", new Flag(), "false", "Used only when no other server is usable.");
    static final Keyword<Boolean> DISABLED =
            new Keyword<>("disabled", new Flag(), "false", "Starts in maintenance: it takes no traffic.");

    private static final List<Keyword<?>> SERVER_OPTIONS = Words.union(
            List.of(MAXCONN, MAXQUEUE, WEIGHT, BACKUP, DISABLED),
            LimitKeywords.SERVER,
            SocketKeywords.SERVER,
            ResolutionKeywords.OF_SERVERS,
            HealthKeywords.OF_SERVERS,
            StateKeywords.OF_SERVERS);
    private static final List<Keyword<?>> ONE_SERVERS_OPTIONS =
            Words.union(SERVER_OPTIONS, List.of(BalanceKeywords.ID, CookieKeywords.SERVER_COOKIE));

    static final Keyword<Map<String, Settings>> SERVERS = new Keyword<>(
            "server", new Named(new Line("server", ADDRESS, ONE_SERVERS_OPTIONS)), "The servers, by name.");
    static final Keyword<Map<String, Settings>> SERVER_TEMPLATES = new Keyword<>(
            "server-template",
            new Named(new Line(
                    List.of(ResolversKeywords.SLOTS, ADDRESS),
                    "server-template",
                    Words.union(SERVER_OPTIONS, List.of(CookieKeywords.SERVER_COOKIE)))),
            "Servers that share a name, by what their own names begin with.");
    static final Keyword<Settings> DEFAULT_SERVER = new Keyword<>(
            "default-server",
            new Line("default-server", null, SERVER_OPTIONS),
            "What holds for servers that don't say otherwise.");

    static final Keyword<List<SocketAddress>> ADDRESSES = new Keyword<>(
            "address",
            new Addresses(),
            "Where to listen; no host or `*` means all IPv4 addresses, port `0` lets the system choose. It starts the line.");
    static final Keyword<List<Settings>> BIND = new Keyword<>(
            "bind",
            new Several(
                    new Line("bind", ADDRESSES, Words.union(List.of(LimitKeywords.BIND_MAXCONN), SocketKeywords.BIND))),
            "Where to listen.");

    static final Keyword<Mode> MODE = new Keyword<>(
            "mode", new Choice<>("mode", Mode.class), "tcp", "What is forwarded: bytes or HTTP messages.");
    static final Keyword<HttpReuse> HTTP_REUSE = new Keyword<>(
            "http-reuse",
            new Choice<>("http-reuse mode", HttpReuse.class),
            "safe",
            "When an idle server connection may carry a request of another client.");
    static final Keyword<Integer> RETRIES = number("retries", 0, "3", "Further attempts after one that failed.");
    static final Keyword<RetryOn> RETRY_ON = new Keyword<>(
            "retry-on",
            new RetryWords(),
            "conn-failure",
            "What lets a request be tried again. All but `conn-failure` may repeat what a server has done already.");
    static final Keyword<String> DEFAULT_BACKEND =
            new Keyword<>("default-backend", new ProxyName(), "The backend that takes what nothing else routes.");

    static final Keyword<String> MONITOR_URI = new Keyword<>(
            "monitor-uri",
            new Text("path"),
            "The path whose requests are answered 200 at once, by the gateway itself.");
    static final Keyword<Settings> TIMEOUT =
            new Keyword<>("timeout", TIMEOUTS, "How long each wait may last; `0` means for ever.");
    static final Keyword<Settings> FRONTEND_TIMEOUT =
            new Keyword<>("timeout", FRONTEND_TIMEOUTS, TIMEOUT.description());
    static final Keyword<Settings> BACKEND_TIMEOUT = new Keyword<>("timeout", BACKEND_TIMEOUTS, TIMEOUT.description());

    static final Keyword<Integer> NBTHREAD = new Keyword<>(
            "nbthread", new WholeNumber(1, 1024), "How many event loops run. Otherwise the available processors.");

    static final Keyword<SocketAddress> SOCKET_ADDRESS =
            new Keyword<>("address", new SocketPlace(), "A UNIX socket's path, or an address and port.");
    static final Keyword<Level> LEVEL =
            new Keyword<>("level", new Choice<>("level", Level.class), "operator", "What its users may do.");
    static final Keyword<Integer> SOCKET_MODE = new Keyword<>(
            "mode", new FileMode(), "The permissions of a UNIX socket's file. Otherwise as the umask leaves them.");
    static final Keyword<String> SOCKET_USER = new Keyword<>(
            "user", new AccountName(), "The owner of a UNIX socket's file. Otherwise the process's user.");
    static final Keyword<String> SOCKET_GROUP = new Keyword<>(
            "group", new AccountName(), "The group of a UNIX socket's file. Otherwise the process's group.");
    static final Keyword<List<Settings>> SOCKET = new Keyword<>(
            "socket",
            new Several(
                    new Line("stats socket", SOCKET_ADDRESS, List.of(LEVEL, SOCKET_MODE, SOCKET_USER, SOCKET_GROUP))),
            "Where the Runtime API listens. Otherwise nowhere.");
    static final Keyword<Duration> STATS_TIMEOUT =
            timeout("timeout", "10s", "How long a user of the Runtime API may stay silent.");
    static final Keyword<Settings> STATS = new Keyword<>(
            "stats", new Section(SOCKET, STATS_TIMEOUT), "The Runtime API, for operators and their tools.");

    static final Keyword<Integer> BUFSIZE = new Keyword<>(
            "bufsize",
            new Size(TuneDefinition.LEAST_BUFSIZE, TuneDefinition.MOST_BUFSIZE),
            "16384",
            "With `maxrewrite` taken off, how large the head of a message may be; larger requests are answered 431.");
    static final Keyword<Integer> MAXREWRITE = new Keyword<>(
            "maxrewrite",
            new Size(0, TuneDefinition.MOST_BUFSIZE / 2),
            "What of `bufsize` is reserved for what is added to a head; at most half of it. Otherwise 1024.");
    static final Keyword<Integer> MAXHDR = new Keyword<>(
            "maxhdr",
            new WholeNumber(1, TuneDefinition.MOST_FIELDS),
            "101",
            "How many header fields a message may have; requests with more are answered 431.");
    static final Keyword<Integer> MAXURI = new Keyword<>(
            "maxuri",
            new Size(1, Integer.MAX_VALUE),
            "How long a request target may be; requests with a longer one are answered 414. Otherwise as a head.");
    static final Keyword<Settings> TUNE_HTTP =
            new Keyword<>("http", new Section(MAXHDR, MAXURI), "Limits of a message's head.");
    static final Keyword<Settings> TUNE = new Keyword<>(
            "tune",
            new Section(BUFSIZE, MAXREWRITE, SpliceKeywords.PIPESIZE, TUNE_HTTP),
            "How much of a message is taken.");

    static final Keyword<Boolean> ENABLED =
            new Keyword<>("enabled", new Flag(), "true", "`false` leaves the gateway out of the application.");
    static final Keyword<Boolean> MANAGEMENT_ON_GATEWAY_LOOPS = new Keyword<>(
            "management-on-gateway-loops",
            new Flag(),
            "false",
            "Runs the application's own Reactor Netty server and clients on the gateway's event loops.");
    static final Keyword<Integer> STALE_EVENT_HISTORY = new Keyword<>(
            "stale-event-history",
            new WholeNumber(0, 1_000_000),
            "0",
            "How many stale events of epoll are remembered for `/actuator/epollcounters`.");
    static final Keyword<Settings> GLOBAL = new Keyword<>(
            "global",
            new Section(Words.union(
                    List.of(NBTHREAD),
                    LimitKeywords.GLOBAL,
                    HealthKeywords.OF_GLOBAL,
                    SpliceKeywords.GLOBAL,
                    LogKeywords.OF_GLOBAL,
                    List.of(STATS, TUNE))),
            "What holds for the whole process.");
    static final Keyword<Integer> CLITCPKA_CNT = probes("clitcpka-cnt", "a client");
    static final Keyword<Integer> CLITCPKA_IDLE = silence("clitcpka-idle", "a client");
    static final Keyword<Integer> CLITCPKA_INTVL = interval("clitcpka-intvl", "a client");
    static final Keyword<Integer> SRVTCPKA_CNT = probes("srvtcpka-cnt", "a server");
    static final Keyword<Integer> SRVTCPKA_IDLE = silence("srvtcpka-idle", "a server");
    static final Keyword<Integer> SRVTCPKA_INTVL = interval("srvtcpka-intvl", "a server");

    private static final List<Keyword<?>> OF_ERRORS = List.of(
            ErrorKeywords.ERRORFILE,
            ErrorKeywords.ERRORFILES,
            ErrorKeywords.ERRORLOC,
            ErrorKeywords.ERRORLOC302,
            ErrorKeywords.ERRORLOC303,
            ErrorKeywords.HTTP_ERROR);
    private static final List<Keyword<?>> OF_FRONTENDS = List.of(
            MONITOR_URI, //
            LimitKeywords.MAXCONN,
            LimitKeywords.BACKLOG,
            LimitKeywords.RATE_LIMIT,
            CLITCPKA_CNT,
            CLITCPKA_IDLE,
            CLITCPKA_INTVL);
    static final Keyword<String> HTTP_SEND_NAME_HEADER = new Keyword<>(
            "http-send-name-header",
            new FieldToken(),
            "The field that tells a server its own name, in place of the client's.");

    private static final List<Keyword<?>> OF_BACKENDS = Words.union(
            List.of(
                    HTTP_REUSE, //
                    HTTP_SEND_NAME_HEADER,
                    CookieKeywords.COOKIE,
                    CookieKeywords.DYNAMIC_COOKIE_KEY,
                    LimitKeywords.FULLCONN,
                    HealthKeywords.HTTP_CHECK,
                    HealthKeywords.TCP_CHECK,
                    RETRIES,
                    RETRY_ON,
                    DEFAULT_SERVER,
                    SRVTCPKA_CNT,
                    SRVTCPKA_IDLE,
                    SRVTCPKA_INTVL),
            BalanceKeywords.OF_BACKENDS);
    private static final List<Keyword<?>> OF_BOTH_SIDES = List.of(OptionKeywords.OPTION, TIMEOUT);

    static final Keyword<Settings> DEFAULTS = new Keyword<>(
            "defaults",
            new Section(Words.union(
                    List.of(MODE),
                    OF_BOTH_SIDES,
                    OF_FRONTENDS,
                    LogKeywords.OF_FRONTENDS,
                    RuleKeywords.OF_DEFAULTS,
                    OF_BACKENDS,
                    OF_ERRORS)),
            "What holds for proxies that don't say otherwise.");
    static final Keyword<Map<String, Settings>> LISTEN = new Keyword<>(
            "listen",
            new Named(new Section(Words.union(
                    List.of(BIND, MODE),
                    LogKeywords.CAPTURES,
                    OF_BOTH_SIDES,
                    OF_FRONTENDS,
                    LogKeywords.OF_FRONTENDS,
                    RuleKeywords.OF_FRONTENDS,
                    RuleKeywords.OF_BACKENDS,
                    OF_BACKENDS,
                    List.of(SERVERS, SERVER_TEMPLATES),
                    OF_ERRORS))),
            "Proxies that are a frontend and a backend in one, by name.");
    static final Keyword<Map<String, Settings>> FRONTEND = new Keyword<>(
            "frontend",
            new Named(new Section(Words.union(
                    List.of(BIND, MODE, OptionKeywords.FRONTEND_OPTION, FRONTEND_TIMEOUT),
                    LogKeywords.CAPTURES,
                    OF_FRONTENDS,
                    LogKeywords.OF_FRONTENDS,
                    RuleKeywords.OF_FRONTENDS,
                    List.of(DEFAULT_BACKEND),
                    OF_ERRORS))),
            "The sides that clients see, by name.");
    static final Keyword<Map<String, Settings>> BACKEND = new Keyword<>(
            "backend",
            new Named(new Section(Words.union(
                    List.of(MODE, OptionKeywords.BACKEND_OPTION, BACKEND_TIMEOUT),
                    RuleKeywords.OF_BACKENDS,
                    OF_BACKENDS,
                    List.of(RuleKeywords.ACL, RuleKeywords.TCP_REQUEST, SERVERS, SERVER_TEMPLATES),
                    OF_ERRORS))),
            "The sides that servers see, by name.");

    /** All of it. */
    static final Section GATEWAY = new Section(
            ENABLED,
            MANAGEMENT_ON_GATEWAY_LOOPS,
            STALE_EVENT_HISTORY,
            GLOBAL,
            DEFAULTS,
            ErrorKeywords.HTTP_ERRORS,
            ResolversKeywords.RESOLVERS,
            LISTEN,
            FRONTEND,
            BACKEND);

    private Keywords() {}

    static Keyword<Duration> timeout(String name, @Nullable String otherwise, String description) {
        return new Keyword<>(name, new TimeSpan(), otherwise, description);
    }

    static Keyword<Boolean> flag(String name, String description) {
        return new Keyword<>(name, new Flag(), "false", description);
    }

    private static Keyword<Integer> probes(String name, String peer) {
        return new Keyword<>(
                name, new WholeNumber(1, 127), "Keep-alives without an answer before " + peer + " is taken for dead.");
    }

    private static Keyword<Integer> silence(String name, String peer) {
        return new Keyword<>(name, new Seconds(), "Silence before the first keep-alive to " + peer + ".");
    }

    private static Keyword<Integer> interval(String name, String peer) {
        return new Keyword<>(name, new Seconds(), "Time between two keep-alives to " + peer + ".");
    }

    static Keyword<Integer> number(String name, int lowest, String otherwise, String description) {
        return new Keyword<>(name, new WholeNumber(lowest, Integer.MAX_VALUE), otherwise, description);
    }
}
