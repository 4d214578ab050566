package io.epochgateway.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochgateway.definition.Level;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way that operators take. */
@Timeout(30)
class SocatTests {

    private static final Path PROGRAM = Path.of("/usr/bin/socat");

    @TempDir
    private Path directory;

    @BeforeEach
    void isInstalled() {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
    }

    @Test
    void socatIsAnsweredAndEnds() throws Exception {
        Path path = directory.resolve("s");
        try (RuntimeApi api = RuntimeApi.open(Cli.unix(path, Level.ADMIN), List.of())) {
            assertThat(api.addresses()).hasSize(1);
            assertThat(socat("show cli level; nonsense\n", path))
                    .startsWith("admin\n\nUnknown command")
                    .endsWith("\n\n");
        }
    }

    private static String socat(String input, Path path) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PROGRAM.toString(), "-", "UNIX-CONNECT:" + path)
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
