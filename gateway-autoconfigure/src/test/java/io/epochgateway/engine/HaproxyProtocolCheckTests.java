package io.epochgateway.engine;

import static io.epochgateway.engine.CheckedServer.answering;
import static io.epochgateway.engine.CheckedServer.that;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks of one protocol, beside HAProxy's. */
class HaproxyProtocolCheckTests {

    private static final CheckComparison CHECKS = new CheckComparison();

    static {
        mysql();
        pgsql();
        smtp();
        redisAndSslHelloAndLdap();
    }

    private static String mysql(int number, String content) {
        return (char) content.length() + "\0\0" + (char) number + content;
    }

    private static void mysql() {
        String greeting = mysql(0, "\n5.5.5-10.11.6-MariaDB\0" + "\1\0\0\0abcdefgh\0" + "x".repeat(40));
        String ok = mysql(2, "\0\0\0\2\0\0\0");
        String user = "option mysql-check user bob";
        CHECKS.when("mysql", that().says(greeting).stays(), "option mysql-check");
        CHECKS.when(
                "mysqlError",
                that().says(mysql(0, "\u00ff\u0069\4Host is blocked")).stays(),
                "option mysql-check");
        CHECKS.when("mysqlShort", that().says(greeting.substring(0, 10)), "option mysql-check");
        CHECKS.when("mysqlWait", that().says(greeting.substring(0, 10)).stays(), "option mysql-check");
        CHECKS.when("mysqlEmpty", that(), "option mysql-check");
        CHECKS.when("mysqlSilence", that().stays(), "option mysql-check");
        CHECKS.when("mysqlDown", null, "option mysql-check");
        CHECKS.when("mysqlNonsense", that().says("HTTP/1.1 200 OK\r\n\r\n"), "option mysql-check");
        CHECKS.when("mysqlUser", that().says(greeting).reads().says(ok).stays(), user);
        CHECKS.when(
                "mysqlUserDenied",
                that().says(greeting)
                        .reads()
                        .says(mysql(2, "\u00ff\u0015\4#28000Access denied"))
                        .stays(),
                user);
        CHECKS.when("mysqlUserWait", that().says(greeting).reads().stays(), user);
        CHECKS.when("mysqlUserShort", that().says(greeting).reads().says("\5\0"), user);
        CHECKS.when("mysqlPost41", that().says(greeting).reads().says(ok).stays(), user + " post-41");
        CHECKS.when("mysqlPre41", that().says(greeting).reads().says(ok).stays(), user + " pre-41");
    }

    private static void pgsql() {
        String user = "option pgsql-check user bob";
        for (int code = 0; code < 12; code++) {
            CHECKS.when(
                    "pgsql" + code, answering("R\0\0\0\10\0\0\0" + (char) code).stays(), user);
        }
        CHECKS.when(
                "pgsqlScram", answering("R\0\0\0\27\0\0\0\nSCRAM-SHA-256\0\0").stays(), user);
        CHECKS.when("pgsqlError", answering("E\0\0\0@SFATAL\0VFATAL\0C28000\0Mno\0\0"), user);
        CHECKS.when("pgsqlNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n"), user);
        CHECKS.when("pgsqlEmpty", that().reads(), user);
        CHECKS.when("pgsqlWait", answering("R\0").stays(), user);
        CHECKS.when("pgsqlErrorWait", answering("E\0\0").stays(), user);
    }

    private static void smtp() {
        String smtp = "option smtpchk";
        CheckedServer good = that().says("220 host ESMTP\r\n")
                .reads()
                .says("250 hi there\r\n")
                .reads()
                .says("221 bye\r\n");
        CHECKS.when("smtp", good.stays(), smtp);
        CHECKS.when(
                "smtpEhlo",
                that().says("220 a\r\n")
                        .reads()
                        .says("250-b\r\n250-c\r\n250 d\r\n")
                        .reads()
                        .says("221-e\r\n")
                        .stays(),
                "option smtpchk EHLO my.dom");
        CHECKS.when(
                "smtpHelo",
                that().says("220 a\r\n").reads().says("250 b\r\n").reads().stays(),
                "option smtpchk HELO my.dom");
        CHECKS.when("smtpBusy", that().says("421 too busy\r\n").stays(), smtp);
        CHECKS.when("smtpManyLines", that().says("220-a\r\n220 b\r\n").stays(), smtp);
        CHECKS.when("smtpNonsense", that().says("hello world\r\n").stays(), smtp);
        CHECKS.when("smtpRefused", that().says("220 a\r\n").reads().says("550 go away\r\n"), smtp);
        CHECKS.when(
                "smtpRefusedWait",
                that().says("220 a\r\n").reads().says("550 go away\r\n").stays(),
                smtp);
        CHECKS.when(
                "smtpQuitRefused",
                that().says("220 a\r\n")
                        .reads()
                        .says("250 b\r\n")
                        .reads()
                        .says("421 no\r\n")
                        .stays(),
                smtp);
        CHECKS.when("smtpEmpty", that(), smtp);
        CHECKS.when("smtpSilence", that().stays(), smtp);
    }

    private static void redisAndSslHelloAndLdap() {
        String redis = "option redis-check";
        CHECKS.when("redis", answering("+PONG\r\n").stays(), redis);
        CHECKS.when("redisDenied", answering("-NOAUTH Authentication required.\r\n"), redis);
        CHECKS.when(
                "redisDeniedWait",
                answering("-NOAUTH Authentication required.\r\n").stays(),
                redis);
        CHECKS.when("redisEmpty", that().reads(), redis);
        CHECKS.when("redisSilence", that().reads().stays(), redis);
        CHECKS.when("redisDown", null, redis);
        String hello = "option ssl-hello-chk";
        CHECKS.when("sslHello", answering("\26\3\0\0\61").stays(), hello);
        CHECKS.when("sslHelloAlert", answering("\25\3\0\0\2\2\50"), hello);
        CHECKS.when("sslHelloNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n").stays(), hello);
        CHECKS.when("sslHelloEmpty", that().reads(), hello);
        CHECKS.when("sslHelloSilence", that().reads().stays(), hello);
        String ldap = "option ldap-check";
        String response = "0\14\2\1\1a\7\n\1%c\4\0\4\0";
        CHECKS.when("ldap", answering(response.formatted(0)).stays(), ldap);
        CHECKS.when("ldapDenied", answering(response.formatted(49)).stays(), ldap);
        CHECKS.when("ldapNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n").stays(), ldap);
        CHECKS.when("ldapShort", answering("0abcdefghijklmnop"), ldap);
        CHECKS.when(
                "ldapOther", answering(response.formatted(0).replace('a', 'b')).stays(), ldap);
        CHECKS.when("ldapEmpty", that().reads(), ldap);
        CHECKS.when("ldapSilence", that().reads().stays(), ldap);
        CHECKS.when(
                "ldapLong",
                answering("0\u0084\0\0\0\20\2\1\1a\u0084\0\0\0\7\n\1\0\4\0\4\0").stays(),
                ldap);
    }

    static Collection<String> checks() {
        return CHECKS.names();
    }

    @BeforeAll
    static void letBothCheck(@TempDir Path directory) throws IOException {
        CHECKS.run(directory);
    }

    @AfterAll
    static void close() {
        CHECKS.close();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckDoesWhatHaproxysDoes(String name) {
        CHECKS.compare(name);
    }
}
