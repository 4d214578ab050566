package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;
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
                "option: { tcplog: true };           mode: tcp;                            TCPLOG"
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
    void aTargetThatIsNoneIsRefused() {
        assertThat(Written.yaml("gateway.frontend.www: { bind: ':8080', log: globl }")
                        .mistake())
                .hasMessageContaining("gateway.frontend.www.log = 'globl'")
                .hasMessageContaining("Did you mean 'global'?");
    }
}
