package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HAProxy's manual, section 2.2: quoting and escaping. */
class ArgumentsTests {

    @Test
    void blanksSeparateWords() throws Mistake {
        assertThat(Arguments.of("  a\t b   c ")).containsExactly("a", "b", "c");
        assertThat(Arguments.of("   ")).isEqualTo(List.of());
    }

    @Test
    void quotesAndBackslashesKeepBlanksTogether() throws Mistake {
        assertThat(Arguments.of("'a b' \"c d\" e\\ f g'h i'j")).containsExactly("a b", "c d", "e f", "gh ij");
        assertThat(Arguments.of("\"it's\" 'say \"a\"' \"\" ''")).containsExactly("it's", "say \"a\"", "", "");
    }

    @Test
    void aBackslashWritesWhatItStandsBefore() throws Mistake {
        assertThat(Arguments.of("\\\" \\' \\\\ \\# a\\tb\\r\\n \\x41\\x2c"))
                .containsExactly("\"", "'", "\\", "#", "a\tb\r\n", "A,");
        assertThat(Arguments.of("\"a\\\"b\" '\\n\\x41' ^/a\\.b\\d$"))
                .containsExactly("a\"b", "\\n\\x41", "^/a\\.b\\d$");
        assertThat(Arguments.of("a\\")).containsExactly("a\\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "a 'b\"", "\\x4", "\\xg0"})
    void whatIsNotClosedOrNoCharacterIsAMistake(String line) {
        assertThatExceptionOfType(Mistake.class).isThrownBy(() -> Arguments.of(line));
    }
}
