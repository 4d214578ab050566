package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.HashAffinity;
import io.epochgateway.definition.HashType;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.Level;
import io.epochgateway.definition.LogTarget;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.Network;
import io.epochgateway.definition.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
            "client-fin", null, "How long a half-closed client may stay silent. Otherwise as `timeout.client`.");
    static final Keyword<Duration> SERVER_FIN = timeout(
            "server-fin", null, "How long a half-closed server may stay silent. Otherwise as `timeout.server`.");

    static final Keyword<Duration> CHECK_TIMEOUT = timeout(
            "check", "0", "How long a check may take once it is connected; `0`: connecting included, up to the next check.");

    static final Section FRONTEND_TIMEOUTS = new Section(CLIENT, HTTP_REQUEST, HTTP_KEEP_ALIVE, CLIENT_FIN);
    static final Section BACKEND_TIMEOUTS = new Section(SERVER, CONNECT, QUEUE, TUNNEL, SERVER_FIN, CHECK_TIMEOUT);
    static final Section TIMEOUTS =
            new Section(CLIENT, SERVER, CONNECT, QUEUE, HTTP_REQUEST, HTTP_KEEP_ALIVE, TUNNEL, CLIENT_FIN, SERVER_FIN, CHECK_TIMEOUT);

    static final Keyword<HostPort> ADDRESS =
            new Keyword<>("address", new Address(), "Where the server listens. It starts the line.");
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

    static final Keyword<Integer> ID = new Keyword<>(
            "id",
            new WholeNumber(1, Integer.MAX_VALUE),
            "The server's number, by which hashes and `balance first` know it. Otherwise its place, or the next that is free.");

    static final Keyword<Boolean> CHECK = new Keyword<>("check", new Flag(), "false", "Checks whether the server works.");
    static final Keyword<Boolean> NO_CHECK =
            new Keyword<>("no-check", new Flag(), "false", "Doesn't, whatever `default-server` says.");
    static final Keyword<Duration> INTER = timeout("inter", "2s", "From one check to the next.");
    static final Keyword<Duration> FASTINTER =
            timeout("fastinter", null, "The same while checks contradict the server's state. Otherwise as `inter`.");
    static final Keyword<Duration> DOWNINTER =
            timeout("downinter", null, "The same while the server is down. Otherwise as `inter`.");
    static final Keyword<Integer> RISE = number("rise", 1, "2", "So many good checks in a row bring the server up.");
    static final Keyword<Integer> FALL = number("fall", 1, "3", "So many bad checks in a row put the server down.");
    static final Keyword<String> CHECK_ADDR =
            new Keyword<>("addr", new Host(), "Where to check. Otherwise at the server's address.");
    static final Keyword<Integer> CHECK_PORT = new Keyword<>(
            "port", new WholeNumber(1, 65535), "Where to check. Otherwise at the server's port.");

    private static final List<Keyword<?>> SERVER_OPTIONS = List.of(
            MAXCONN,
            MAXQUEUE,
            WEIGHT,
            BACKUP,
            DISABLED,
            CHECK,
            NO_CHECK,
            INTER,
            FASTINTER,
            DOWNINTER,
            RISE,
            FALL,
            CHECK_ADDR,
            CHECK_PORT);
    private static final List<Keyword<?>> ONE_SERVERS_OPTIONS =
            Stream.concat(SERVER_OPTIONS.stream(), Stream.of(ID)).toList();

    static final Keyword<Map<String, Settings>> SERVERS =
            new Keyword<>("server", new Named(new Line("server", ADDRESS, ONE_SERVERS_OPTIONS)), "The servers, by name.");
    static final Keyword<Settings> DEFAULT_SERVER = new Keyword<>(
            "default-server",
            new Line("default-server", null, SERVER_OPTIONS),
            "What holds for servers that don't say otherwise.");

    static final Keyword<List<HostPort>> ADDRESSES = new Keyword<>(
            "address",
            new Addresses(),
            "Where to listen; no host or `*` means all addresses, port `0` lets the system choose. It starts the line.");
    static final Keyword<List<Settings>> BIND =
            new Keyword<>("bind", new Several(new Line("bind", ADDRESSES, List.of())), "Where to listen.");

    static final Keyword<Mode> MODE = new Keyword<>(
            "mode", new Choice<>("mode", Mode.class), "tcp", "What is forwarded: bytes or HTTP messages.");
    static final Keyword<HttpReuse> HTTP_REUSE = new Keyword<>(
            "http-reuse",
            new Choice<>("http-reuse mode", HttpReuse.class),
            "safe",
            "When an idle server connection may carry a request of another client.");
    static final Keyword<BalanceAlgorithm> BALANCE = new Keyword<>(
            "balance",
            new BalanceLine(),
            "random",
            "How a server is chosen; `random` takes the less loaded of two.");
    static final Keyword<HashType> HASH_TYPE = new Keyword<>(
            "hash-type",
            new HashTypeLine(),
            "map-based",
            "How an algorithm that hashes gets from a key to a server.");
    static final Keyword<Integer> HASH_BALANCE_FACTOR = new Keyword<>(
            "hash-balance-factor",
            new BalanceFactor(),
            "0",
            "The most load of a server in percent of the average, with `hash-type consistent` and `random`; `0`: no limit.");
    static final Keyword<HashAffinity> HASH_PRESERVE_AFFINITY = new Keyword<>(
            "hash-preserve-affinity",
            new Choice<>("affinity", HashAffinity.class),
            "always",
            "When a key stays with a loaded server, with `hash-type consistent`.");
    static final Keyword<HttpCheckLine.Request> HTTPCHK = new Keyword<>(
            "httpchk",
            new HttpCheckLine(),
            "false",
            "Checks send an HTTP request: `true` for `OPTIONS / HTTP/1.0`, or another one.");
    static final Keyword<Boolean> LOG_HEALTH_CHECKS =
            new Keyword<>("log-health-checks", new Flag(), "false", "Logs each change of a check's result.");
    static final Keyword<List<HttpCheckRule.Rule>> HTTP_CHECK = new Keyword<>(
            "http-check", new Lines<>(new HttpCheckRule()), "What HTTP checks send and expect. Otherwise 2xx or 3xx.");
    static final Keyword<Boolean> ALLBACKUPS = new Keyword<>(
            "allbackups",
            new Flag(),
            "false",
            "Uses all backups, not just the first, when no active server is usable.");
    static final Keyword<Integer> RETRIES =
            number("retries", 0, "3", "Further attempts after a connection attempt that failed.");
    static final Keyword<String> DEFAULT_BACKEND =
            new Keyword<>("default-backend", new ProxyName(), "The backend that takes what nothing else routes.");

    static final Keyword<Network> EXCEPT = new Keyword<>("except", new Subnet(), "Not for clients of this network.");
    static final Keyword<String> FIELD = new Keyword<>("header", new FieldToken(), "The field's name.");
    static final Keyword<Boolean> IF_NONE =
            new Keyword<>("if-none", new Flag(), "false", "Not where the request has such a field.");
    static final Keyword<Switched> FORWARDFOR = new Keyword<>(
            "forwardfor",
            new Switch(new Line("forwardfor", null, List.of(EXCEPT, FIELD, IF_NONE))),
            "false",
            "Adds `X-Forwarded-For` with the client's address to requests.");

    static final Keyword<Boolean> HTTPLOG = option("httplog", "Logs each request with its timers and its end.");
    static final Keyword<Boolean> TCPLOG = option("tcplog", "Logs each connection with its timers and its end.");
    static final Keyword<Boolean> DONTLOGNULL =
            option("dontlognull", "No line for a connection that ended before it sent a byte.");
    static final Keyword<Boolean> DONTLOG_NORMAL =
            option("dontlog-normal", "No line for what had no error, no timeout, no retry and no status above 499.");
    static final Keyword<Boolean> LOG_SEPARATE_ERRORS =
            option("log-separate-errors", "Logs what `dontlog-normal` lets pass as an error.");
    static final Keyword<Boolean> LOGASAP = option("logasap", "Logs at the beginning of the response, not at its end.");

    static final Options FRONTEND_OPTIONS = new Options(
            FORWARDFOR, //
            HTTPLOG,
            TCPLOG,
            DONTLOGNULL,
            DONTLOG_NORMAL,
            LOG_SEPARATE_ERRORS,
            LOGASAP);
    static final Options BACKEND_OPTIONS = new Options(FORWARDFOR, ALLBACKUPS, HTTPCHK, LOG_HEALTH_CHECKS);
    static final Options OPTIONS = new Options(
            FORWARDFOR, //
            HTTPLOG,
            TCPLOG,
            DONTLOGNULL,
            DONTLOG_NORMAL,
            LOG_SEPARATE_ERRORS,
            LOGASAP,
            ALLBACKUPS,
            HTTPCHK,
            LOG_HEALTH_CHECKS);

    static final Keyword<Settings> OPTION = new Keyword<>("option", OPTIONS, "What is switched on, or off by `false`.");
    static final Keyword<Settings> FRONTEND_OPTION = new Keyword<>("option", FRONTEND_OPTIONS, OPTION.description());
    static final Keyword<Settings> BACKEND_OPTION = new Keyword<>("option", BACKEND_OPTIONS, OPTION.description());

    static final Keyword<LogTarget> LOG = new Keyword<>(
            "log",
            new Choice<>("place to log to", LogTarget.class),
            "Whether there is an access log. Otherwise if `option` says how its lines look.");

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
    static final Keyword<Settings> GLOBAL =
            new Keyword<>("global", new Section(NBTHREAD, STATS), "What holds for the whole process.");
    static final Keyword<Settings> DEFAULTS = new Keyword<>(
            "defaults",
            new Section(MODE, LOG, OPTION, TIMEOUT, HTTP_REUSE, BALANCE, HASH_TYPE, HASH_BALANCE_FACTOR, HASH_PRESERVE_AFFINITY, HTTP_CHECK, RETRIES, DEFAULT_SERVER),
            "What holds for proxies that don't say otherwise.");
    static final Keyword<Map<String, Settings>> LISTEN = new Keyword<>(
            "listen",
            new Named(new Section(
                    BIND, MODE, LOG, OPTION, TIMEOUT, HTTP_REUSE, BALANCE, HASH_TYPE, HASH_BALANCE_FACTOR, HASH_PRESERVE_AFFINITY, HTTP_CHECK, RETRIES, DEFAULT_SERVER, SERVERS)),
            "Proxies that are a frontend and a backend in one, by name.");
    static final Keyword<Map<String, Settings>> FRONTEND = new Keyword<>(
            "frontend",
            new Named(new Section(BIND, MODE, LOG, FRONTEND_OPTION, FRONTEND_TIMEOUT, DEFAULT_BACKEND)),
            "The sides that clients see, by name.");
    static final Keyword<Map<String, Settings>> BACKEND = new Keyword<>(
            "backend",
            new Named(new Section(
                    MODE, BACKEND_OPTION, BACKEND_TIMEOUT, HTTP_REUSE, BALANCE, HASH_TYPE, HASH_BALANCE_FACTOR, HASH_PRESERVE_AFFINITY, HTTP_CHECK, RETRIES, DEFAULT_SERVER, SERVERS)),
            "The sides that servers see, by name.");

    /** All of it. */
    static final Section GATEWAY = new Section(
            ENABLED, MANAGEMENT_ON_GATEWAY_LOOPS, STALE_EVENT_HISTORY, GLOBAL, DEFAULTS, LISTEN, FRONTEND, BACKEND);

    private Keywords() {}

    private static Keyword<Duration> timeout(String name, @Nullable String otherwise, String description) {
        return new Keyword<>(name, new TimeSpan(), otherwise, description);
    }

    private static Keyword<Boolean> option(String name, String description) {
        return new Keyword<>(name, new Flag(), "false", description);
    }

    private static Keyword<Integer> number(String name, int lowest, String otherwise, String description) {
        return new Keyword<>(name, new WholeNumber(lowest, Integer.MAX_VALUE), otherwise, description);
    }
}
