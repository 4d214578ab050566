package io.epochgateway.definition;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayDefinitionTests {

    private static final Timeouts TIMEOUTS = new Timeouts(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);

    @ParameterizedTest
    @CsvSource({
        "'', 80, 127.0.0.1, 80",
        "0.0.0.0, 80, 127.0.0.1, 80",
        "::1, 80, ::, 80",
        "'', 80, '', 80",
        "www.example, 80, WWW.example, 80"
    })
    void overlappingBindsAreRefused(String host, int port, String otherHost, int otherPort) {
        DefinitionException mistake = mistake(
                List.of(
                        frontend("one", null, new BindDefinition("one.bind", host, port)),
                        frontend("two", null, new BindDefinition("two.bind", otherHost, otherPort))),
                List.of());

        assertThat(mistake.property()).isEqualTo("two.bind");
        assertThat(mistake.reason()).startsWith("overlaps '").endsWith("of one.bind");
    }

    @ParameterizedTest
    @CsvSource({"'', 80, '', 81", "127.0.0.1, 80, 127.0.0.2, 80", "'', 0, '', 0"})
    void bindsThatDifferAreFine(String host, int port, String otherHost, int otherPort) {
        assertThatCode(() -> new GatewayDefinition(
                        new GlobalDefinition(1),
                        List.of(frontend(
                                "one",
                                null,
                                new BindDefinition("a", host, port),
                                new BindDefinition("b", otherHost, otherPort))),
                        List.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void aDefaultBackendThatDoesntExistIsRefusedWithTheNearestName() {
        DefinitionException mistake =
                mistake(List.of(frontend("www", "wbe")), List.of(backend("web", Mode.HTTP), backend("api", Mode.HTTP)));

        assertThat(mistake.property()).isEqualTo("gateway.frontend.www.default-backend");
        assertThat(mistake.value()).isEqualTo("wbe");
        assertThat(mistake.mend()).isEqualTo("Did you mean 'web'? Valid: web, api.");
    }

    @Test
    void aFrontendAndItsBackendMustHaveTheSameMode() {
        DefinitionException mistake = mistake(List.of(frontend("www", "web")), List.of(backend("web", Mode.TCP)));

        assertThat(mistake.property()).isEqualTo("gateway.frontend.www.default-backend");
        assertThat(mistake.reason()).isEqualTo("the frontend has mode http, the backend has mode tcp");
    }

    @Test
    void aNameIsTakenOnceAmongFrontendsAndOnceAmongBackends() {
        assertThat(mistake(List.of(frontend("a", null), frontend("a", null)), List.of())
                        .reason())
                .isEqualTo("the name 'a' is taken by gateway.frontend.a");
        assertThat(mistake(List.of(), List.of(backend("a", Mode.TCP), backend("a", Mode.TCP)))
                        .reason())
                .isEqualTo("the name 'a' is taken by gateway.backend.a");
        assertThatCode(() -> new GatewayDefinition(
                        new GlobalDefinition(1), List.of(frontend("a", null)), List.of(backend("a", Mode.TCP))))
                .doesNotThrowAnyException();
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        Stream.<Runnable>of(
                        () -> new GlobalDefinition(0),
                        () -> new GlobalDefinition(1025),
                        () -> new BindDefinition("p", "", -1),
                        () -> new BindDefinition("p", "", 65536),
                        () -> server(0, 0, 0, 1),
                        () -> server(1, -1, 0, 1),
                        () -> server(1, 0, -1, 1),
                        () -> server(1, 0, 0, 257))
                .forEach(definition -> assertThat(catchThrowableOfType(DefinitionException.class, definition::run)
                                .reason())
                        .endsWith("is out of range"));
    }

    private static DefinitionException mistake(List<FrontendDefinition> frontends, List<BackendDefinition> backends) {
        return catchThrowableOfType(
                DefinitionException.class, () -> new GatewayDefinition(new GlobalDefinition(1), frontends, backends));
    }

    private static FrontendDefinition frontend(String name, @Nullable String defaultBackend, BindDefinition... binds) {
        List<BindDefinition> all = binds.length == 0 ? List.of(new BindDefinition("bind", "", 0)) : List.of(binds);
        return new FrontendDefinition(
                name, "gateway.frontend." + name, Mode.HTTP, all, TIMEOUTS, HttpOptions.NONE, defaultBackend);
    }

    private static BackendDefinition backend(String name, Mode mode) {
        return new BackendDefinition(
                name,
                "gateway.backend." + name,
                mode,
                TIMEOUTS,
                HttpOptions.NONE,
                HttpReuse.SAFE,
                BalanceAlgorithm.RANDOM,
                3,
                List.of());
    }

    private static ServerDefinition server(int port, int maxconn, int maxqueue, int weight) {
        return new ServerDefinition("s", "p", "h", port, maxconn, maxqueue, weight, false, false);
    }
}
