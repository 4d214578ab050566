package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.RetryDefinition;
import io.epochgateway.definition.RetryOn;
import io.epochgateway.definition.RetryOn.Failure;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryGrammarTests {

    private static BackendDefinition backend(String words) {
        return Written.yaml("gateway: { backend: { web: { mode: http, " + words + " } } }")
                .read()
                .backends()
                .getFirst();
    }

    @Test
    void asInHaproxyOnlyConnectionsThatFailAreTriedAgain() {
        assertThat(backend("retries: 2").retry()).isEqualTo(new RetryDefinition(2, RetryOn.DEFAULT, 0));
        assertThat(backend("retries: 2").abortonclose()).isFalse();
        assertThat(backend("retries: 2").bufferRequest()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry-on: empty-response 503", "retry-on: [empty-response, 503]"})
    void retryOnIsALineOrAList(String words) {
        assertThat(backend(words).retry().on()).isEqualTo(new RetryOn(Set.of(Failure.EMPTY_RESPONSE), Set.of(503)));
    }

    @Test
    void noneAndAllAreWords() {
        assertThat(backend("retry-on: none").retry().on()).isEqualTo(new RetryOn(Set.of(), Set.of()));
        assertThat(backend("retry-on: all-retryable-errors").retry().on())
                .isEqualTo(new RetryOn(EnumSet.allOf(Failure.class), Set.of(500, 502, 503, 504)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    option: { redispatch: true }    | -1
                    option: { redispatch: 2 }       | 2
                    option: [redispatch]            | -1
                    option: ["redispatch 1"]        | 1
                    option: ["redispatch 0"]        | 0
                    option: ["no redispatch"]       | 0
                    """)
    void redispatchSaysWhichAttempt(String words, int interval) {
        assertThat(backend(words).retry().redispatch()).isEqualTo(interval);
    }

    @Test
    void theOtherOptionsAreSwitches() {
        assertThat(backend("option: [abortonclose]").abortonclose()).isTrue();
        assertThat(backend("option: { http-buffer-request: true }").bufferRequest())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"retry-on: empty-respons", "retry-on: 505", "retry-on: none 503", "option: [redispatch often]"})
    void aMistakeNamesItsProperty(String words) {
        assertThatThrownBy(() -> backend(words)).hasMessageContaining("gateway.backend.web.");
    }
}
