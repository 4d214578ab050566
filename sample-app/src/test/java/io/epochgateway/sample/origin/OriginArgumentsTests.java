package io.epochgateway.sample.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginArgumentsTests {

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 0",
        "19k, 19456",
        "3m, 3145728",
        "2g, 2147483648",
        "2kk, 2097152",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "99999999999g, 9223372036854775807"
    })
    void aNumberCountsWithItsSuffixAndStaysInRange(String written, long meant) {
        assertThat(arguments("/?s=" + written).size()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "s=", "s=k", "s=r", "s=x", "s=1x", "s=-1", "s=1.5", "size=1", "=1", "x=1", "s=1k0"})
    void whatIsUnknownOrCantBeReadIsIgnored(String argument) {
        assertThat(arguments("/?" + argument)).isEqualTo(arguments("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "?", ",", ";", "/", "&&", "&?"})
    void anySeparatorSeparates(String separator) {
        OriginArguments arguments = arguments("/path?" + String.join(separator, "s=1", "r=404", "t=5", "C=1"));
        assertThat(arguments.size()).isEqualTo(1);
        assertThat(arguments.status()).isEqualTo(404);
        assertThat(arguments.delay()).isEqualTo(5);
        assertThat(arguments.close()).isTrue();
    }

    @Test
    void argumentsBeginAfterTheFirstQuestionMark() {
        assertThat(arguments("/s=5/r=404")).isEqualTo(arguments("/"));
        assertThat(arguments("http://origin:8000/a/b?s=5").size()).isEqualTo(5);
    }

    @Test
    void theLastOfTheSameNameCounts() {
        assertThat(arguments("/?s=1&s=2").size()).isEqualTo(2);
    }

    @Test
    void namesAreCaseSensitive() {
        assertThat(arguments("/?C=1&K=1&R=1&B=5&b=6")).satisfies(read -> {
            assertThat(read.close()).isTrue();
            assertThat(read.keepAlive()).isTrue();
            assertThat(read.random()).isTrue();
            assertThat(read.awaited()).isEqualTo(5);
            assertThat(read.announced()).isEqualTo(6);
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.chunked()).isFalse();
        });
    }

    @Test
    void onlyAnEmptyQueryAsksForHelp() {
        assertThat(arguments("/?").help()).isTrue();
        assertThat(arguments("/").help()).isFalse();
        assertThat(arguments("/?s=1").help()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "199", "600", "0", "4294967496"})
    void aStatusThatNoFinalResponseCanHaveIsIgnored(String status) {
        assertThat(arguments("/?r=" + status).status()).isEqualTo(200);
    }

    @Test
    void aDelayIsADayAtMost() {
        assertThat(arguments("/?t=99g").delay()).isEqualTo(86_400_000);
    }

    @Test
    void aRandomNumberTakesEachValueBelowTheLimitAndNoOther() {
        Set<Long> seen = new TreeSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(arguments("/?s=4r").size());
        }
        assertThat(seen).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aRandomNumberCombinesWithAUnit() {
        Set<Long> seen = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(arguments("/?s=10kr").size());
        }
        assertThat(seen)
                .hasSizeGreaterThan(50)
                .allSatisfy(size -> assertThat(size).isBetween(0L, 10239L));
        assertThat(arguments("/?s=1r").size()).isZero();
        assertThat(arguments("/?s=0r").size()).isZero();
    }

    private static OriginArguments arguments(String target) {
        ByteBuf in = Unpooled.copiedBuffer(target, StandardCharsets.ISO_8859_1);
        return OriginArguments.of(in, in.readerIndex(), in.writerIndex());
    }
}
