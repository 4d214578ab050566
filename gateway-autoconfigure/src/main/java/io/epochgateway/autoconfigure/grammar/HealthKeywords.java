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

    static final Keyword<Boolean> CHECK_SSL = Keywords.flag("check-ssl", "Checks speak TLS.");
    static final Keyword<Boolean> NO_CHECK_SSL =
            Keywords.flag("no-check-ssl", "They don't, whatever `default-server` says.");
    static final Keyword<String> CHECK_SNI =
            new Keyword<>("check-sni", new ServerName(), "The name that checks with TLS ask for. Otherwise none.");
    static final Keyword<List<String>> CHECK_ALPN = new Keyword<>(
            "check-alpn", new ProtocolNames(), "The protocols that checks with TLS offer. Otherwise none.");
    static final Keyword<Boolean> CHECK_SEND_PROXY = Keywords.flag(
            "check-send-proxy",
            "Checks begin with a header of the PROXY protocol. They do so anyway if traffic does and they go to the same place.");
    static final Keyword<String> CA_FILE = new Keyword<>(
            "ca-file",
            new Text("path"),
            "The certificates, in PEM, that checks with TLS trust. Otherwise they trust all.");
    static final Keyword<Verify> VERIFY = new Keyword<>(
            "verify",
            new Choice<>("way to verify", Verify.class),
            "Whether checks with TLS verify the server's certificate. Otherwise if there is a `ca-file`.");

    /** Whether certificates are looked at. */
    enum Verify {
        NONE,
        REQUIRED
    }

    /** Of servers. */
    static final List<Keyword<?>> OF_SERVERS = List.of(
            CHECK,
            NO_CHECK,
            INTER,
            FASTINTER,
            DOWNINTER,
            RISE,
            FALL,
            ADDR,
            PORT,
            CHECK_SSL,
            NO_CHECK_SSL,
            CHECK_SNI,
            CHECK_ALPN,
            CHECK_SEND_PROXY,
            CA_FILE,
            VERIFY);

    static final Keyword<Integer> SPREAD_CHECKS = new Keyword<>(
            "spread-checks",
            new WholeNumber(0, 50),
            "0",
            "By how many percent of their interval checks come early or late, by chance.");
    static final Keyword<Duration> MAX_SPREAD_CHECKS = Keywords.timeout(
            "max-spread-checks", "0", "Within which time all first checks begin. `0`: within their interval.");

    /** Of {@code global}. */
    static final List<Keyword<?>> OF_GLOBAL = List.of(SPREAD_CHECKS, MAX_SPREAD_CHECKS);

    static final Keyword<Duration> TIMEOUT = Keywords.timeout(
            "check",
            "0",
            "How long a check may take once it is connected; `0`: connecting included, as long as `inter`.");
    static final Keyword<HttpCheckLine.Request> HTTPCHK = new Keyword<>(
            "httpchk",
            new HttpCheckLine(),
            "false",
            "Checks send an HTTP request: `true` for `OPTIONS / HTTP/1.0`, or another one.");
    static final Keyword<Boolean> LOG_HEALTH_CHECKS =
            Keywords.flag("log-health-checks", "Logs each change of a check's result.");
    static final Keyword<Boolean> TCP_CHECK_OPTION =
            Keywords.flag("tcp-check", "Checks do what `tcp-check` says; without it, they only connect.");
    static final Keyword<Boolean> REDIS_CHECK = Keywords.flag("redis-check", "Checks ping a Redis server.");
    static final Keyword<String> MYSQL_USER =
            new Keyword<>("user", new Text("name"), "Who logs in, without a password. Otherwise nobody.");
    static final Keyword<Boolean> POST_41 = Keywords.flag("post-41", "Logs in as since MySQL 4.1, which is usual.");
    static final Keyword<Boolean> PRE_41 = Keywords.flag("pre-41", "Logs in as before MySQL 4.1.");
    static final Keyword<Switched> MYSQL_CHECK = new Keyword<>(
            "mysql-check",
            new Switch(new Line("mysql-check", null, List.of(MYSQL_USER, POST_41, PRE_41))),
            "false",
            "Checks read the greeting of a MySQL or MariaDB server; `user name [pre-41]` logs in, too.");
    static final Keyword<String> PGSQL_USER = new Keyword<>("user", new Text("name"), "Who begins a session.");
    static final Keyword<Switched> PGSQL_CHECK = new Keyword<>(
            "pgsql-check",
            new Switch(new Line("pgsql-check", null, List.of(PGSQL_USER))),
            "false",
            "Checks begin a session with a PostgreSQL server: `user name`.");
    static final Keyword<SmtpLine.Hello> SMTPCHK =
            new Keyword<>("smtpchk", new SmtpLine(), "false", "Checks say hello to an SMTP server.");
    static final Keyword<Boolean> LDAP_CHECK =
            Keywords.flag("ldap-check", "Checks bind to an LDAP server without a name.");
    static final Keyword<Boolean> SSL_HELLO_CHK =
            Keywords.flag("ssl-hello-chk", "Checks send an SSL 3.0 hello, whose answer may be a refusal.");
    static final Keyword<String> BEAN_CHECK = new Keyword<>(
            "bean-check", new BeanName(), "false", "Checks ask this bean of the application, a `ServerCheck`.");

    /** Of {@code option}: at most one of them holds. */
    static final List<Keyword<?>> OF_OPTION = List.of(
            HTTPCHK,
            TCP_CHECK_OPTION,
            REDIS_CHECK,
            MYSQL_CHECK,
            PGSQL_CHECK,
            SMTPCHK,
            LDAP_CHECK,
            SSL_HELLO_CHK,
            BEAN_CHECK,
            LOG_HEALTH_CHECKS);

    static final Keyword<List<CheckRule>> HTTP_CHECK = new Keyword<>(
            "http-check",
            new Lines<>(new HttpCheckRule()),
            "What HTTP checks send and expect, step by step. Otherwise 2xx or 3xx.");
    static final Keyword<List<CheckRule>> TCP_CHECK = new Keyword<>(
            "tcp-check", new Lines<>(new TcpCheckRule()), "What TCP checks send and expect, step by step.");

    private HealthKeywords() {}
}
