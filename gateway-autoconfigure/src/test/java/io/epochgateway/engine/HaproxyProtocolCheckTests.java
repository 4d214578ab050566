package io.epochgateway.engine;

import static io.epochgateway.engine.CheckedServer.answering;
import static io.epochgateway.engine.CheckedServer.that;

/** Checks of one protocol, beside HAProxy's. */
class HaproxyProtocolCheckTests extends CheckComparison {

    HaproxyProtocolCheckTests() {
        mysql();
        pgsql();
        smtp();
        redisAndSslHelloAndLdap();
    }

    private static String mysql(int number, String content) {
        return (char) content.length() + "\0\0" + (char) number + content;
    }

    private void mysql() {
        String greeting = mysql(0, "\n5.5.5-10.11.6-MariaDB\0" + "\1\0\0\0abcdefgh\0" + "x".repeat(40));
        String ok = mysql(2, "\0\0\0\2\0\0\0");
        String user = "option mysql-check user bob";
        when("mysql", that().says(greeting).stays(), "option mysql-check");
        when(
                "mysqlError",
                that().says(mysql(0, "\u00ff\u0069\4Host is blocked")).stays(),
                "option mysql-check");
        when("mysqlShort", that().says(greeting.substring(0, 10)), "option mysql-check");
        when("mysqlWait", that().says(greeting.substring(0, 10)).stays(), "option mysql-check");
        when("mysqlEmpty", that(), "option mysql-check");
        when("mysqlSilence", that().stays(), "option mysql-check");
        when("mysqlDown", null, "option mysql-check");
        when("mysqlNonsense", that().says("HTTP/1.1 200 OK\r\n\r\n"), "option mysql-check");
        when("mysqlUser", that().says(greeting).reads().says(ok).stays(), user);
        when(
                "mysqlUserDenied",
                that().says(greeting)
                        .reads()
                        .says(mysql(2, "\u00ff\u0015\4#28000Access denied"))
                        .stays(),
                user);
        when("mysqlUserWait", that().says(greeting).reads().stays(), user);
        when("mysqlUserShort", that().says(greeting).reads().says("\5\0"), user);
        when("mysqlPost41", that().says(greeting).reads().says(ok).stays(), user + " post-41");
        when("mysqlPre41", that().says(greeting).reads().says(ok).stays(), user + " pre-41");
    }

    private void pgsql() {
        String user = "option pgsql-check user bob";
        for (int code = 0; code < 12; code++) {
            when("pgsql" + code, answering("R\0\0\0\10\0\0\0" + (char) code).stays(), user);
        }
        when("pgsqlScram", answering("R\0\0\0\27\0\0\0\nSCRAM-SHA-256\0\0").stays(), user);
        when("pgsqlError", answering("E\0\0\0@SFATAL\0VFATAL\0C28000\0Mno\0\0"), user);
        when("pgsqlNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n"), user);
        when("pgsqlEmpty", that().reads(), user);
        when("pgsqlWait", answering("R\0").stays(), user);
        when("pgsqlErrorWait", answering("E\0\0").stays(), user);
    }

    private void smtp() {
        String smtp = "option smtpchk";
        CheckedServer good = that().says("220 host ESMTP\r\n")
                .reads()
                .says("250 hi there\r\n")
                .reads()
                .says("221 bye\r\n");
        when("smtp", good.stays(), smtp);
        when(
                "smtpEhlo",
                that().says("220 a\r\n")
                        .reads()
                        .says("250-b\r\n250-c\r\n250 d\r\n")
                        .reads()
                        .says("221-e\r\n")
                        .stays(),
                "option smtpchk EHLO my.dom");
        when(
                "smtpHelo",
                that().says("220 a\r\n").reads().says("250 b\r\n").reads().stays(),
                "option smtpchk HELO my.dom");
        when("smtpBusy", that().says("421 too busy\r\n").stays(), smtp);
        when("smtpManyLines", that().says("220-a\r\n220 b\r\n").stays(), smtp);
        when("smtpNonsense", that().says("hello world\r\n").stays(), smtp);
        when("smtpRefused", that().says("220 a\r\n").reads().says("550 go away\r\n"), smtp);
        when(
                "smtpRefusedWait",
                that().says("220 a\r\n").reads().says("550 go away\r\n").stays(),
                smtp);
        when(
                "smtpQuitRefused",
                that().says("220 a\r\n")
                        .reads()
                        .says("250 b\r\n")
                        .reads()
                        .says("421 no\r\n")
                        .stays(),
                smtp);
        when("smtpEmpty", that(), smtp);
        when("smtpSilence", that().stays(), smtp);
    }

    private void redisAndSslHelloAndLdap() {
        String redis = "option redis-check";
        when("redis", answering("+PONG\r\n").stays(), redis);
        when("redisDenied", answering("-NOAUTH Authentication required.\r\n"), redis);
        when(
                "redisDeniedWait",
                answering("-NOAUTH Authentication required.\r\n").stays(),
                redis);
        when("redisEmpty", that().reads(), redis);
        when("redisSilence", that().reads().stays(), redis);
        when("redisDown", null, redis);
        String hello = "option ssl-hello-chk";
        when("sslHello", answering("\26\3\0\0\61").stays(), hello);
        when("sslHelloAlert", answering("\25\3\0\0\2\2\50"), hello);
        when("sslHelloNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n").stays(), hello);
        when("sslHelloEmpty", that().reads(), hello);
        when("sslHelloSilence", that().reads().stays(), hello);
        String ldap = "option ldap-check";
        String response = "0\14\2\1\1a\7\n\1%c\4\0\4\0";
        when("ldap", answering(response.formatted(0)).stays(), ldap);
        when("ldapDenied", answering(response.formatted(49)).stays(), ldap);
        when("ldapNonsense", answering("HTTP/1.1 400 Bad\r\n\r\n").stays(), ldap);
        when("ldapShort", answering("0abcdefghijklmnop"), ldap);
        when("ldapOther", answering(response.formatted(0).replace('a', 'b')).stays(), ldap);
        when("ldapEmpty", that().reads(), ldap);
        when("ldapSilence", that().reads().stays(), ldap);
        when(
                "ldapLong",
                answering("0\u0084\0\0\0\20\2\1\1a\u0084\0\0\0\7\n\1\0\4\0\4\0").stays(),
                ldap);
    }
}
