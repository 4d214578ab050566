package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.Network;
import io.epochgateway.definition.RestrictReqHdrNames;
import java.util.List;

/** The keywords below {@code option}: those of frontends, of backends and of both. */
final class OptionKeywords {

    static final Keyword<Network> EXCEPT =
            new Keyword<>("except", new Subnet(), "Not if the address is of this network.");
    static final Keyword<String> FIELD = new Keyword<>("header", new FieldToken(), "The field's name.");
    static final Keyword<Boolean> IF_NONE = new Keyword<>(
            "if-none",
            new Flag(),
            "false",
            "Not where the request has such a field, if frontend and backend agree on it.");
    static final Keyword<Switched> FORWARDFOR = new Keyword<>(
            "forwardfor",
            new Switch(new Line("forwardfor", null, List.of(EXCEPT, FIELD, IF_NONE))),
            "false",
            "Adds `X-Forwarded-For` with the client's address to requests.");
    static final Keyword<Switched> ORIGINALTO = new Keyword<>(
            "originalto",
            new Switch(new Line("originalto", null, List.of(EXCEPT, FIELD))),
            "false",
            "Adds `X-Original-To` with the address that the client connected to.");

    static final Keyword<Boolean> PROTO = Keywords.flag("proto", "`proto`: the scheme, `http`.");
    static final Keyword<Boolean> HOST = Keywords.flag("host", "`host`: what the request's `Host` says.");
    static final Keyword<Boolean> BY = Keywords.flag("by", "`by`: the address that the client connected to.");
    static final Keyword<Boolean> BY_PORT = Keywords.flag("by-port", "The port in `by`; `by_port` in a line.");
    static final Keyword<Boolean> FOR = Keywords.flag("for", "`for`: the client's address.");
    static final Keyword<Boolean> FOR_PORT = Keywords.flag("for-port", "The port in `for`; `for_port` in a line.");
    static final Keyword<Switched> FORWARDED = new Keyword<>(
            "forwarded",
            new Switch(new Line("forwarded", null, List.of(PROTO, HOST, BY, BY_PORT, FOR, FOR_PORT))),
            "false",
            "Adds `Forwarded` (RFC 7239) to requests; with nothing more, `proto for`.");

    static final Keyword<Boolean> HTTP_KEEP_ALIVE_MODE = Keywords.flag(
            "http-keep-alive", "Keeps connections open after a response, whatever `gateway.defaults` says.");
    static final Keyword<Boolean> HTTP_SERVER_CLOSE =
            Keywords.flag("http-server-close", "Closes server connections after a response.");
    static final Keyword<Boolean> HTTPCLOSE = Keywords.flag(
            "httpclose",
            "Closes connections after a response: a backend's to servers, a frontend's to clients and to servers.");
    static final Keyword<Boolean> HTTP_PRETEND_KEEPALIVE =
            Keywords.flag("http-pretend-keepalive", "Doesn't tell a server that its connection will be closed.");
    static final Keyword<Boolean> HTTP_NO_DELAY =
            Keywords.flag("http-no-delay", "Is taken for HAProxy's sake: nothing is ever delayed here.");
    static final Keyword<Boolean> HTTP_IGNORE_PROBES =
            Keywords.flag("http-ignore-probes", "Closes connections on which no request came without an answer.");

    static final Keyword<Boolean> NOLINGER =
            Keywords.flag("nolinger", "Closes connections with a reset, which drops what the peer has not taken.");
    static final Keyword<Boolean> TCP_SMART_ACCEPT =
            Keywords.flag("tcp-smart-accept", "Lets the first acknowledgement to a client travel with data.");
    static final Keyword<Boolean> TCP_SMART_CONNECT =
            Keywords.flag("tcp-smart-connect", "Lets the first acknowledgement to a server travel with data.");
    static final Keyword<Boolean> CLITCPKA = Keywords.flag("clitcpka", "Finds dead clients by TCP keep-alives.");
    static final Keyword<Boolean> SRVTCPKA = Keywords.flag("srvtcpka", "Finds dead servers by TCP keep-alives.");
    static final Keyword<Boolean> TCPKA =
            Keywords.flag("tcpka", "Both: a frontend's dead clients, a backend's dead servers.");

    static final Keyword<Boolean> DONTLOGNULL =
            Keywords.flag("dontlognull", "No line for a connection that ended before it sent a byte.");
    static final Keyword<Boolean> DONTLOG_NORMAL = Keywords.flag(
            "dontlog-normal", "No line for what had no error, no timeout, no retry and no status above 499.");
    static final Keyword<Boolean> LOG_SEPARATE_ERRORS =
            Keywords.flag("log-separate-errors", "Logs what `dontlog-normal` lets pass as an error.");
    static final Keyword<Boolean> LOGASAP =
            Keywords.flag("logasap", "Logs at the beginning of the response, not at its end.");

    static final Keyword<Boolean> ABORTONCLOSE = Keywords.flag(
            "abortonclose",
            "Gives a request up whose client has ended its side. Otherwise it is answered all the same.");
    static final Keyword<Boolean> HTTP_BUFFER_REQUEST = Keywords.flag(
            "http-buffer-request", "Reads a request's body, as far as the buffer holds it, before a server is chosen.");
    static final Keyword<Integer> REDISPATCH_INTERVAL = new Keyword<>(
            "interval",
            new WholeNumber(-100, 100),
            "-1",
            "Which attempts: every one of that number, `-1` the last, `-2` the one before it, `0` none. It starts the line.");
    static final Keyword<Switched> REDISPATCH = new Keyword<>(
            "redispatch",
            new Switch(new Line("redispatch", REDISPATCH_INTERVAL, List.of())),
            "false",
            "Lets attempts after a failed one go to another server: the last one, and any where the balance algorithm "
                    + "gives each choice to another server.");

    static final Keyword<RestrictReqHdrNames> HTTP_RESTRICT_REQ_HDR_NAMES = new Keyword<>(
            "http-restrict-req-hdr-names",
            new Choice<>("way to treat header names", RestrictReqHdrNames.class),
            "preserve",
            "What becomes of request fields with other characters in their names than letters, digits and hyphens; "
                    + "`reject` answers 403.");

    private static final List<Keyword<?>> OF_BOTH = Words.union(
            List.of(
                    HTTP_BUFFER_REQUEST, //
                    HTTP_RESTRICT_REQ_HDR_NAMES,
                    FORWARDFOR,
                    ORIGINALTO,
                    HTTP_KEEP_ALIVE_MODE,
                    HTTP_SERVER_CLOSE,
                    HTTPCLOSE,
                    HTTP_NO_DELAY,
                    NOLINGER,
                    TCPKA),
            SpliceKeywords.OPTIONS);
    private static final List<Keyword<?>> OF_FRONTENDS = List.of(
            HTTP_IGNORE_PROBES, //
            TCP_SMART_ACCEPT,
            CLITCPKA,
            LogKeywords.HTTPLOG,
            LogKeywords.HTTPSLOG,
            LogKeywords.TCPLOG,
            DONTLOGNULL,
            DONTLOG_NORMAL,
            LOG_SEPARATE_ERRORS,
            LOGASAP);
    private static final List<Keyword<?>> OF_BACKENDS = List.of(
            ABORTONCLOSE, //
            REDISPATCH,
            FORWARDED,
            HTTP_PRETEND_KEEPALIVE,
            BalanceKeywords.ALLBACKUPS,
            BalanceKeywords.OPTION_PERSIST,
            TCP_SMART_CONNECT,
            SRVTCPKA);

    static final Options FRONTEND_OPTIONS = new Options(Words.union(OF_BOTH, OF_FRONTENDS));
    static final Options BACKEND_OPTIONS = new Options(Words.union(OF_BOTH, OF_BACKENDS, HealthKeywords.OF_OPTION));
    static final Options OPTIONS =
            new Options(Words.union(OF_BOTH, OF_BACKENDS, HealthKeywords.OF_OPTION, OF_FRONTENDS));

    static final Keyword<Settings> OPTION = new Keyword<>("option", OPTIONS, "What is switched on, or off by `false`.");
    static final Keyword<Settings> FRONTEND_OPTION = new Keyword<>("option", FRONTEND_OPTIONS, OPTION.description());
    static final Keyword<Settings> BACKEND_OPTION = new Keyword<>("option", BACKEND_OPTIONS, OPTION.description());

    private OptionKeywords() {}
}
