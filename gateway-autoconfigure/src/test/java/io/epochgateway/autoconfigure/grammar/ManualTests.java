package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.GatewayDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manual shows is what the gateway reads. */
class ManualTests {

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
                        Stream.of(examples("../doc/configuration.md"), examples("../README.md"))
                                .flatMap(List::stream),
                        ofManagement)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleDefinesSomethingWithoutAMistake(Example example) throws IOException {
        GatewayDefinition definition = example.written().read();

        assertThat(definition.frontends().size() + definition.backends().size()).isPositive();
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
