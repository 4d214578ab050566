package io.epochgateway.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.LogPatterns.Pattern;
import io.epochgateway.definition.UniqueIdDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternParserTests {

    private static CustomLine parse(String text, boolean http) {
        return CustomLine.of(
                new Pattern("gateway.defaults.log-format", text), Surroundings.ofLine(http, false, Expressions.NONE));
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
    @CsvSource({
        "[%[a]]|%{+Q}[a],     [1#0D#0A	#00#7Fé\"]#]|\"1#0D#0A	#00#7Fé\"]#\"",
        "%{+E}[a] %{+X}[a]%%, 1#0D#0A	#00#7Fé\\\"\\]# 1#0D#0A	#00#7Fé\"]#%",
        "%[nothing]  %{+Q}[nothing], - \"\""
    })
    void whatIsFoundIsWrittenAsItIsButBreaksNoLine(String text, String line) {
        Surroundings around = Surroundings.ofLine(true, false, new Words());
        CustomLine custom = CustomLine.of(new Pattern("gateway.defaults.log-format", text), around);

        assertThat(custom.asks()).isTrue();
        assertThat(LineFormatTests.line(custom, new SampleStream())).isEqualTo(line);
    }

    @Test
    void aControlOctetBreaksNoFieldWithARequestsName() {
        UniqueIdDefinition named =
                new UniqueIdDefinition(new Pattern("gateway.defaults.unique-id-format", "<%[a]%[nothing]>"), null);

        assertThat(new UniqueId(named, true, new Words()).of(new SampleStream()))
                .asString(ISO_8859_1)
                .isEqualTo("<1%0D%0A	%00%7Fé\"]#>");
    }

    /** Knows one. */
    private record Words() implements Expressions {

        private static final byte[] TEXT = "1\r\n\t\0\u007f\u00e9\"]#".getBytes(ISO_8859_1);

        @Override
        public int end(String text, int from) {
            return text.indexOf(']', from);
        }

        @Override
        public Lookup read(Pattern pattern, String expression, Use use) {
            return (stream, finding) -> {
                finding.is(TEXT, 0, TEXT.length);
                return expression.equals("a");
            };
        }
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
