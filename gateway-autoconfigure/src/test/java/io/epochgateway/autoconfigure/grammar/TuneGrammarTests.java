package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.RestrictReqHdrNames;
import io.epochgateway.definition.TuneDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneGrammarTests {

    private static TuneDefinition tune(String yaml) {
        return Written.yaml("gateway:\n  global:\n    " + yaml).read().global().tune();
    }

    @Test
    void withoutAnyPropertyTheLimitsAreHaproxys() {
        assertThat(new Written().read().global().tune()).isEqualTo(TuneDefinition.DEFAULT);
    }

    @Test
    void aMapAndHaproxysDottedNamesSayTheSame() {
        TuneDefinition expected = new TuneDefinition(32768, 2048, 200, 4096);
        assertThat(tune("tune: { bufsize: 32k, maxrewrite: 2k, http: { maxhdr: 200, maxuri: 4k } }"))
                .isEqualTo(expected);
        assertThat(tune("tune.bufsize: 32768\n    tune.maxrewrite: 2048\n    tune.http.maxhdr: 200\n"
                        + "    tune.http.maxuri: 4096\n"))
                .isEqualTo(expected);
    }

    @Test
    void theReserveOfASmallBufferIsHalfOfIt() {
        assertThat(tune("tune: { bufsize: 1k }").maxrewrite()).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({
        "16384, 16384",
        "16k, 16384",
        "16K, 16384",
        "16KB, 16384",
        "16384B, 16384",
        "1m, 1048576",
        "1MB, 1048576",
        "1024, 1024"
    })
    void aSizeIsWrittenInHaproxysOrSpringsWay(String text, int bytes) {
        assertThat(tune("tune: { bufsize: " + text + " }").bufsize()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "'tune: { bufsize: 1023 }', gateway.global.tune.bufsize, '1023'",
        "'tune: { bufsize: 1g }', gateway.global.tune.bufsize, 1g",
        "'tune: { bufsize: many }', gateway.global.tune.bufsize, many",
        "'tune: { bufsize: 16k, maxrewrite: 9k }', gateway.global.tune.maxrewrite, '9216'",
        "'tune: { http: { maxhdr: 0 } }', gateway.global.tune.http.maxhdr, '0'",
        "'tune: { http: { maxhdr: 32768 } }', gateway.global.tune.http.maxhdr, '32768'",
        "'tune: { http: { maxuri: 0 } }', gateway.global.tune.http.maxuri, '0'"
    })
    void whatIsOutOfRangeIsAMistake(String yaml, String property, String value) {
        DefinitionException mistake =
                Written.yaml("gateway:\n  global:\n    " + yaml).mistake();
        assertThat(mistake.property()).isEqualTo(property);
        assertThat(mistake.value()).isEqualTo(value);
    }

    @Test
    void whatBecomesOfUnusualFieldNamesIsSaidPerProxy() {
        Written written = Written.yaml("""
                gateway:
                  defaults: { mode: http, option: { http-restrict-req-hdr-names: delete } }
                  frontend:
                    www: { bind: ":8080", default-backend: web }
                  backend:
                    web: { option: "http-restrict-req-hdr-names reject" }
                """);
        assertThat(written.frontend().http().restrictReqHdrNames()).isEqualTo(RestrictReqHdrNames.DELETE);
        assertThat(written.backend().http().restrictReqHdrNames()).isEqualTo(RestrictReqHdrNames.REJECT);
    }
}
