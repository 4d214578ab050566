package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.LogTargets;
import io.epochgateway.definition.SyslogTarget;
import io.epochgateway.definition.SyslogTarget.Format;
import io.epochgateway.definition.SyslogTarget.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogGrammarTests {

    private static LogDefinition log(String defaults, String frontend) {
        return Written.yaml("""
                gateway:
                  defaults: { mode: http, %s }
                  frontend:
                    www: { bind: ":8080", %s }
                """.formatted(defaults, frontend)).frontend().log();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "timeout: { client: 1s };            mode: http;                           NONE",
                "log: global;                        mode: http;                           CONNECT",
                "option: { httplog: true };          mode: http;                           HTTPLOG",
                "option: httplog;                    log: global;                          HTTPLOG",
                "option: [httplog, dontlognull];     log: false;                           NONE",
                "option: { httplog: true };          mode: tcp;                            TCPLOG",
                "option: { httplog: true };          option: { tcplog: true };             TCPLOG",
                "option: { tcplog: true };           option: { httplog: true };            HTTPLOG",
                "option: { httplog: true };          option: { httplog: false };           NONE",
                "option: { tcplog: true };           mode: tcp;                            TCPLOG",
                "option: httplog clf;                mode: http;                           HTTPLOG_CLF",
                "option: httpslog;                   mode: http;                           HTTPSLOG",
                "option: httpslog;                   mode: tcp;                            TCPLOG",
                "log-format: '%ci';                  option: httplog;                      HTTPLOG",
                "option: httplog;                    log-format: '%ci';                    CUSTOM",
                "log: '127.0.0.1 local0';            option: httplog;                      HTTPLOG",
                "log: '127.0.0.1 local0';            mode: http;                           CONNECT",
                "log: '127.0.0.1 local0';            log: false;                           NONE"
            })
    void whatIsLoggedFollowsFromTheOptionsAndTheMode(String defaults, String frontend, LogFormat format) {
        assertThat(log(defaults, frontend).format()).isEqualTo(format);
    }

    @Test
    void eachOptionOfTheLogIsRead() {
        assertThat(log("option: [httplog, dontlognull]", "option: [dontlog-normal, log-separate-errors, logasap]"))
                .isEqualTo(new LogDefinition(LogFormat.HTTPLOG, true, true, true, true));
    }

    @Test
    void aFrontendLogsWhereItSaysAndWhereTheDefaultsSay() {
        LogTargets targets = log(
                        "log: '/dev/log len 4096 format rfc5424 daemon'", "log: ['10.0.0.1 local3 err debug', slf4j]")
                .targets();

        assertThat(targets.logger()).isTrue();
        assertThat(targets.syslog())
                .containsExactly(
                        new SyslogTarget(Kind.UNIX, "/dev/log", 0, 4096, Format.RFC5424, 3, 7, 0),
                        new SyslogTarget(Kind.UDP, "10.0.0.1", 514, 1024, Format.LOCAL, 19, 3, 7));
        assertThat(log("log: '/dev/log daemon'", "log: [false, 'stdout format raw user']")
                        .targets()
                        .syslog())
                .containsExactly(new SyslogTarget(Kind.STDOUT, "stdout", 0, 1024, Format.RAW, 1, 7, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "127.0.0.1:514;                      is no place to log to without a facility",
                "127.0.0.1:514 local9;               'local9' is no facility",
                "127.0.0.1:514 local0 foo;           'foo' is no level",
                "127.0.0.1:514 len 79 local0;        is out of range",
                "127.0.0.1:514 format foo local0;    'foo' is no log format",
                "127.0.0.1:514 local0 info err x;    'x' can't follow here",
                "tcp@127.0.0.1:514 local0;           'tcp@' can't be logged to",
                "ring@a local0;                      'ring@' can't be logged to",
                "global local0;                      'local0' can't follow here"
            })
    void aPlaceThatIsNoneIsRefused(String line, String reason) {
        assertThat(Written.yaml("gateway.frontend.www: { bind: ':8080', log: '" + line + "' }")
                        .mistake())
                .hasMessageContaining("gateway.frontend.www.log = '" + line + "'")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "request header Host len 0, is out of range",
                "request header Host, must follow",
                "header Host len 3, doesn't say what to capture",
                "request header a:b len 3, is no name of a header field"
            })
    void aCaptureThatIsNoneIsRefused(String line, String reason) {
        assertThat(Written.yaml("gateway.frontend.www: { bind: ':8080', capture: '" + line + "' }")
                        .mistake())
                .hasMessageContaining("gateway.frontend.www.capture = '" + line + "'")
                .hasMessageContaining(reason);
    }

    @Test
    void aSecondCookieAndAHeaderWithoutAFormatAreRefused() {
        assertThat(Written.yaml("gateway.frontend.www: { bind: ':8080', capture: [cookie a len 1, cookie b len 1] }")
                        .mistake())
                .hasMessageContaining("only one cookie can be captured");
        assertThat(Written.yaml("gateway.frontend.www: { bind: ':8080', unique-id-header: X-Id }")
                        .mistake())
                .hasMessageContaining("Add unique-id-format");
    }

    @Test
    void aTargetThatIsNoneIsRefused() {
        assertThat(Written.yaml("gateway.frontend.www: { bind: ':8080', log: globl }")
                        .mistake())
                .hasMessageContaining("gateway.frontend.www.log = 'globl'")
                .hasMessageContaining("Did you mean 'global'?");
    }
}
