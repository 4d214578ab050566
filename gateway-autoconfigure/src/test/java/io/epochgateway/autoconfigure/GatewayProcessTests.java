package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** What only a process of its own can show: its end, and a transport chosen once for all. */
class GatewayProcessTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Path output;
    private Process process;

    @BeforeEach
    void outputGoesToAFile(@TempDir Path directory) {
        output = directory.resolve("output");
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void aMistakeEndsTheProcessWithAnExitCode() throws Exception {
        start(List.of(), "--gateway.listen.p2.bind=127.0.0.1:0", "--gateway.listen.p2.mode=htpp");

        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).contains("gateway.listen.p2.mode = 'htpp': 'htpp' is no mode.", "Did you mean 'http'?");
    }

    @Test
    void withoutNativeEpollItRunsWithOneWarningUntilItIsTerminated() throws Exception {
        start(List.of("-Dio.netty.transport.noNative=true"), "--gateway.listen.p2.bind=127.0.0.1:0");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(warnings()).isNotEmpty());
        assertThat(warnings()).singleElement().asString().contains("No generation tagging, the gateway runs on nio: ");
        process.destroy();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private List<String> warnings() throws IOException {
        return output().lines().filter(line -> line.contains(" WARN ")).toList();
    }

    private String output() throws IOException {
        return Files.readString(output);
    }

    private void start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Application.class.getName());
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        static void main(String[] arguments) {
            SpringApplication application = new SpringApplication(Application.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.run(arguments);
        }
    }
}
