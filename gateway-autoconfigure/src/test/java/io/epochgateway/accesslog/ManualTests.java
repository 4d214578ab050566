package io.epochgateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual says of the access log. */
class ManualTests {

    private static final Path MANUAL = Path.of("../doc/management.md");
    private static final Path HALOG = Path.of("/usr/sbin/halog");

    @Test
    void theLinesOfTheManualAreWhatTheFormatsWrite() throws IOException {
        SampleStream request = new SampleStream();
        request.connectWait = 1;
        request.activeTime = 4;

        assertThat(example("text"))
                .contains(LineFormatTests.line(new HttpLine(false), request).replace("5/4/3/2/0 0/1", "1/1/0/0/0 0/0"));
    }

    @Test
    void theConfigurationOfTheManualWritesWhatHalogReads(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("access.log");
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("ACCESS_LOG", file.toString());
        context.putProperty("PID", "7");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        // Boot's defaults would take the console over
        String xml = example("xml").replaceFirst("<include [^>]*>", "");
        configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        context.getLogger(AccessLog.LOGGER).info(LineFormatTests.line(new HttpLine(false), new SampleStream()));
        context.stop();

        assertThat(Files.readAllLines(file))
                .singleElement()
                .asString()
                .matches("[A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ haproxy\\[7]: 127\\.0\\.0\\.1:60858 .*");
        assumeTrue(Files.isExecutable(HALOG), HALOG + " is not installed");
        assertThat(halog(file, "-srv")).anyMatch(line -> line.startsWith("web/s1 0 1 0 0 0 0 1 1 100.0 0 3"));
    }

    @Test
    void halogReadsBareLines(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(HALOG), HALOG + " is not installed");
        Path file = Files.write(
                directory.resolve("bare.log"),
                List.of(
                        LineFormatTests.line(new HttpLine(false), new SampleStream()),
                        LineFormatTests.line(new HttpLine(false), SampleStream.badRequest("cR", 408)),
                        LineFormatTests.line(new TcpLine(false), new SampleStream())));

        assertThat(halog(file, "-s", "-4", "-H", "-st")).contains("200 1", "408 1");
        assertThat(halog(file, "-s", "-4", "-H", "-tc")).contains("-- 1", "cR 1");
    }

    private static List<String> halog(Path file, String... options) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(HALOG.toString());
        builder.command().addAll(List.of(options));
        Process halog = builder.redirectInput(file.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(halog.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        assertThat(halog.waitFor()).isZero();
        return lines;
    }

    private static String example(String language) throws IOException {
        String manual = Files.readString(MANUAL);
        String section = manual.substring(manual.indexOf("## Access log"), manual.indexOf("## Runtime API"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
