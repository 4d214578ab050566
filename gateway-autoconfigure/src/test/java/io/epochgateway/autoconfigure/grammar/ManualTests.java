package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.rule.BackendRulesReader;
import io.epochgateway.rule.FrontendRulesReader;
import io.epochgateway.rule.RuleReader;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manual shows is what the gateway reads. */
class ManualTests {

    private static final Path MIGRATION = Path.of("../doc/migration.md");
    private static final Pattern EXAMPLE = Pattern.compile("```(yaml|properties)\n(.*?)```", Pattern.DOTALL);

    record Example(String language, String text) {

        Written written() throws IOException {
            return language.equals("yaml") ? Written.yaml(text) : Written.properties(text);
        }
    }

    static List<Example> examples() throws IOException {
        Stream<Example> ofManagement = examples("../doc/management.md").stream()
                .filter(example -> example.text().contains("frontend:"));
        return Stream.concat(
                        Stream.of(
                                        examples("../doc/configuration.md"),
                                        examples("../doc/migration.md"),
                                        examples("../README.md"))
                                .flatMap(List::stream),
                        ofManagement)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleDefinesSomethingWithoutAMistake(Example example) throws IOException {
        GatewayDefinition definition = example.written().read();

        assertThat(definition.frontends().size() + definition.backends().size()).isPositive();
        assertRulesAreUnderstood(definition);
    }

    private static void assertRulesAreUnderstood(GatewayDefinition definition) {
        Set<String> backends =
                definition.backends().stream().map(BackendDefinition::name).collect(Collectors.toSet());
        for (FrontendDefinition frontend : definition.frontends()) {
            FrontendRulesReader.read(
                    frontend.rules(),
                    frontend.name(),
                    frontend.mode(),
                    frontend.log().captures(),
                    Directory.EMPTY,
                    name -> backends.contains(name) ? name : null);
        }
        for (BackendDefinition backend : definition.backends()) {
            RuleReader parts = new RuleReader(
                    backend.name(), Directory.EMPTY, backend.rules().acls());
            BackendRulesReader.read(backend.rules(), parts);
        }
    }

    /** A condition in a table of the page for those who come from elsewhere. */
    static List<String> conditions() throws IOException {
        return Pattern.compile("`(\\{ [^`]+ })`")
                .matcher(Files.readString(MIGRATION))
                .results()
                .map(condition -> condition.group(1).replace("\\|", "|"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void everyConditionOfATableIsOne(String condition) throws IOException {
        Written written = Written.yaml("""
                gateway:
                  frontend: { f: { mode: http, bind: ":80", use-backend: 'b if %s' } }
                  backend: { b: { mode: http } }
                """.formatted(condition.replace("'", "''")));

        assertRulesAreUnderstood(written.read());
    }

    @Test
    void haproxyTakesWhatIsShownAsItsOwn(@TempDir Path directory) throws Exception {
        HaproxyProcess.assumeInstalled();
        Matcher shown = Pattern.compile("```haproxy\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(MIGRATION));
        assertThat(shown.find()).isTrue();
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), shown.group(1));
        Process check = new ProcessBuilder(HaproxyProcess.PROGRAM.toString(), "-c", "-f", file.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Configuration file is valid")
                .doesNotContain("WARNING");
    }

    @Test
    void theReadmeShowsAListenWithAServer() throws IOException {
        assertThat(examples("../README.md").getFirst().written().backend().servers())
                .isNotEmpty();
    }

    private static List<Example> examples(String page) throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of(page)))
                .results()
                .map(example -> new Example(example.group(1), example.group(2)))
                .toList();
    }
}
