package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.PipeDefinition;
import io.epochgateway.definition.ProcessLimits;
import io.epochgateway.definition.Splicing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpliceGrammarTests {

    private static PipeDefinition pipes(String global) {
        return Written.yaml("gateway.global: { " + global + " }")
                .read()
                .global()
                .pipes();
    }

    @Test
    void nothingIsSplicedUnlessSomebodySaysSo() {
        Written written = Written.yaml("gateway.listen.p: { bind: ':1' }");

        assertThat(written.frontend().sockets().splicing()).isEqualTo(Splicing.NONE);
        assertThat(written.backend().sockets().splicing()).isEqualTo(Splicing.NONE);
    }

    @Test
    void eachSideSaysForItselfAndOverTheDefaults() {
        Written written = Written.yaml("""
                gateway:
                  defaults: { option: splice-auto }
                  frontend: { f: { bind: ":1", option: [no splice-auto, splice-request] } }
                  backend: { b: { option: splice-response } }
                """);
        assertThat(written.frontend().sockets().splicing()).isEqualTo(new Splicing(false, true, false));
        assertThat(written.backend().sockets().splicing()).isEqualTo(new Splicing(true, false, true));
    }

    @Test
    void whatEitherSideWantsIsWanted() {
        Splicing request = new Splicing(false, true, false);
        Splicing auto = new Splicing(true, false, false);

        assertThat(request.or(auto)).isEqualTo(new Splicing(true, true, false));
        assertThat(request.or(Splicing.NONE)).isSameAs(request);
        assertThat(Splicing.NONE.or(auto)).isEqualTo(auto);
    }

    @Test
    void thereAreAsManyPipesAsAQuarterOfTheConnections() {
        assertThat(pipes("maxconn: 400")).isEqualTo(new PipeDefinition(100, PipeDefinition.USUAL_SIZE));
        assertThat(pipes("maxconn: 1").maxpipes()).isOne();
        assertThat(new Written().read().global().pipes().maxpipes()).isEqualTo(ProcessLimits.DEFAULT.maxconn() / 4);
    }

    @Test
    void theirNumberAndSizeCanBeSaid() {
        assertThat(pipes("maxpipes: 7, tune: { pipesize: 64k }")).isEqualTo(new PipeDefinition(7, 65536));
        assertThat(pipes("maxpipes: 7, nosplice: true").maxpipes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'maxpipes: -1', maxpipes, '-1'",
        "'tune: { pipesize: 4095 }', tune.pipesize, '4095'",
        "'nosplice: perhaps', nosplice, perhaps"
    })
    void whatCanNotBeIsAMistake(String global, String property, String value) {
        DefinitionException mistake =
                Written.yaml("gateway.global: { " + global + " }").mistake();
        assertThat(mistake.property()).isEqualTo("gateway.global." + property);
        assertThat(mistake.value()).isEqualTo(value);
    }
}
