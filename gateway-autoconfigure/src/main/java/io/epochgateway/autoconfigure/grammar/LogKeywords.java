package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.autoconfigure.grammar.CaptureLine.Capture;
import java.util.List;

/** The keywords that say what the access log tells, and how. */
final class LogKeywords {

    static final Keyword<List<LogLine.Destination>> LOG = new Keyword<>(
            "log",
            new Lines<>(new LogLine()),
            "Where lines of the access log go. Otherwise to the logger, if `option` or `log-format` says how they look.");
    static final Keyword<List<LogLine.Destination>> GLOBAL_LOG = new Keyword<>(
            "log", new Lines<>(new LogLine()), "What `log: global` stands for. Otherwise for the logger.");
    static final Keyword<String> LOG_TAG = new Keyword<>(
            "log-tag", new Text("tag"), "What syslog is told that the program is called. Otherwise `haproxy`.");
    static final Keyword<String> LOG_SEND_HOSTNAME = new Keyword<>(
            "log-send-hostname",
            new HostnameWord(),
            "Tells syslog the machine's name: `true`, or the name to tell. Otherwise it isn't told.");
    static final Keyword<String> LOG_FORMAT_SD = new Keyword<>(
            "log-format-sd", new LogString(), "The structured data of a message in syslog's format `rfc5424`.");
    static final Keyword<List<Capture>> CAPTURE = new Keyword<>(
            "capture",
            new Lines<>(new CaptureLine()),
            "What log lines show of messages: `request header`, `response header` or `cookie`, a name, `len` and a length.");
    static final Keyword<List<Capture>> DECLARE = new Keyword<>(
            "declare", new Lines<>(new DeclareLine()), "Places for what rules capture, behind those of `capture`.");
    static final Keyword<String> LOG_FORMAT = new Keyword<>(
            "log-format", new LogString(), "How a line looks, in place of `option httplog` and its like.");
    static final Keyword<String> ERROR_LOG_FORMAT = new Keyword<>(
            "error-log-format", new LogString(), "How the line of a connection looks that sent no valid request.");
    static final Keyword<String> UNIQUE_ID_FORMAT =
            new Keyword<>("unique-id-format", new LogString(), "How the name of a request, `%ID`, is put together.");
    static final Keyword<String> UNIQUE_ID_HEADER = new Keyword<>(
            "unique-id-header", new FieldToken(), "The field that tells the server what the request is called.");

    static final Keyword<Boolean> CLF = Keywords.flag("clf", "`clf`: in the Common Log Format.");
    static final Keyword<Switched> HTTPLOG = new Keyword<>(
            "httplog",
            new Switch(new Line("httplog", null, List.of(CLF))),
            "false",
            "Logs each request with its timers and its end.");
    static final Keyword<Boolean> TCPLOG = Keywords.flag("tcplog", "Logs each connection with its timers and its end.");
    static final Keyword<Boolean> HTTPSLOG = Keywords.flag("httpslog", "As `httplog`, with what is known of TLS.");

    /** Of frontends and of the defaults. */
    static final List<Keyword<?>> OF_FRONTENDS =
            List.of(LOG, LOG_TAG, LOG_FORMAT, LOG_FORMAT_SD, ERROR_LOG_FORMAT, UNIQUE_ID_FORMAT, UNIQUE_ID_HEADER);

    /** Of frontends, but not of the defaults. */
    static final List<Keyword<?>> CAPTURES = List.of(CAPTURE, DECLARE);

    static final List<Keyword<?>> OF_GLOBAL = List.of(GLOBAL_LOG, LOG_TAG, LOG_SEND_HOSTNAME);

    private LogKeywords() {}
}
