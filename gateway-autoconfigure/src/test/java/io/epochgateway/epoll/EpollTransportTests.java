package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The answer is final in a process, so each other case asks in one of its own. */
class EpollTransportTests {

    @Test
    void onLinuxWithNativeAccessNothingIsMissing() {
        assertThat(EpollTransport.unavailability()).isEmpty();
        assertThat(EpollTransport.fds().highest()).isGreaterThanOrEqualTo(-1);
    }

    @Test
    void withoutTheNativeLibraryTheReasonIsTold() throws Exception {
        assertThat(answerWith("-Dio.netty.transport.noNative=true"))
                .startsWith("Netty's native epoll is not available: ")
                .contains("noNative");
    }

    @Test
    void withoutNativeAccessTheReasonIsTold() throws Exception {
        assertThat(answerWith("--illegal-native-access=deny", "--enable-native-access=java.base"))
                .isNotEqualTo(Question.AVAILABLE)
                .contains("native");
    }

    private static String answerWith(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Question.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return answer.lines().reduce((first, last) -> last).orElse("").strip();
    }

    static final class Question {

        static final String AVAILABLE = "available";

        private Question() {}

        public static void main(String[] arguments) {
            System.out.println(EpollTransport.unavailability().orElse(AVAILABLE));
        }
    }
}
