package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.net.BindFailedException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    clinet: 5s  | gateway.defaults.clinet = '5s': 'clinet' is no keyword here. | Valid: mode, option
                    mode: htttp | gateway.defaults.mode = 'htttp': 'htttp' is no mode.         | Did you mean 'http'?
                    timeout.client: 5 parsecs | gateway.defaults.timeout.client = '5 parsecs': '5 parsecs' is no duration. | us, ms, s
                    """)
    void aMistakeEndsTheStartWithPropertyValueReasonPlaceAndMend(
            String defaults, String description, String action, @TempDir Path directory, CapturedOutput output)
            throws IOException {
        Path file = Files.writeString(directory.resolve("application.yml"), "gateway:\n  defaults:\n    " + defaults);

        assertThatThrownBy(() -> start(file)).hasRootCauseInstanceOf(DefinitionException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(description)
                .contains("application.yml] - 3:")
                .contains(action)
                .doesNotContain("\tat ");
    }

    @Test
    void aBindThatFailsNamesItsPropertyAndAddress() {
        MockEnvironment environment = new MockEnvironment().withProperty("gateway.listen.p2.bind", ":8002");
        BindFailedException failure = new BindFailedException(
                "gateway.listen.p2.bind",
                ":8002",
                "Address already in use",
                new BindException("Address already in use"));

        FailureAnalysis analysis = new BindFailureAnalyzer(environment).analyze(new RuntimeException(failure));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription())
                .contains("gateway.listen.p2.bind")
                .contains(":8002")
                .contains("Address already in use")
                .contains("\"gateway.listen.p2.bind\" from property source");
        assertThat(analysis.getAction()).contains("give gateway.listen.p2.bind an address");
    }

    private static void start(Path file) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run("--spring.config.location=file:" + file).close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
