package io.epochgateway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {

    @Test
    void theArgumentsOfTheUrlAreSentAsTheyAre() {
        Options options = CommandLine.parse("-H", "Accept: */*", "http://127.0.0.1:8002/?s=19k/C=2r");
        assertThat(options.head())
                .isEqualTo("GET /?s=19k/C=2r HTTP/1.1\r\nHost: 127.0.0.1:8002\r\nAccept: */*\r\n\r\n");
        assertThat(options.address().getPort()).isEqualTo(8002);
    }

    @Test
    void anIpv6LoopbackAddressMayBeLoaded() {
        assertThat(CommandLine.parse("http://[::1]:8002?s=1").path()).isEqualTo("/?s=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/", "http://0.0.0.0/", "http:///", "https://127.0.0.1/", "127.0.0.1"})
    void everyOtherAddressIsRefused(String url) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> CommandLine.parse(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c 0", "-c x", "-a 1.5", "--abort-with x", "--abort-at x", "--unknown", "-d"})
    void aBadArgumentIsNamed(String args) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CommandLine.parse(("http://127.0.0.1/ " + args).split(" ")))
                .withMessageContaining(args.split(" ")[0]);
    }
}
