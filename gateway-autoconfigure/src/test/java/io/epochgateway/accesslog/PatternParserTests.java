package io.epochgateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.LogPatterns.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternParserTests {

    private static CustomLine parse(String text, boolean http) {
        return CustomLine.of(new Pattern("gateway.defaults.log-format", text), http, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "%foo                 > '%foo' is no alias",
                "%cit                 > Did you mean 'ci'?",
                "100%                 > a '%' has no alias behind it",
                "%{+Q}                > a '%' has no alias behind it",
                "%{+Q                 > lacks its closing brace",
                "a % b                > Write %% for a percent sign.",
                "%[src]               > a sample expression"
            })
    void whatIsNoLogFormatStringIsRefused(String text, String reason) {
        assertThatThrownBy(() -> parse(text, true))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("gateway.defaults.log-format = '" + text + "'")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"%r", "%tr", "%CC", "%Ta", "%Tr", "%HM"})
    void whatRequestsHaveIsRefusedInModeTcp(String text) {
        assertThat(parse(text, true)).isNotNull();
        assertThatThrownBy(() -> parse(text, false))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("mode tcp has none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "%ci:%cp                    > 127.0.0.1:60858",
                "%{+Q +Z}ci%{Q}cp           > \"127.0.0.1\"60858",
                "%ts/%tsc %Tw/%Tc/%Tt %Tu   > --/---- 0/0/3 3",
                "%[bogus                    > ",
                "%ms %{+X}ms                > 576 240",
                "%T|%t                      > 22/Nov/2026:20:15:52 +0000|22/Nov/2026:20:15:52.576"
            })
    void aliasesAndFlags(String text, String line) {
        if (line == null) {
            assertThatThrownBy(() -> parse(text, true)).isInstanceOf(DefinitionException.class);
        } else {
            assertThat(LineFormatTests.line(parse(text, true), new SampleStream()))
                    .isEqualTo(line);
        }
    }
}
