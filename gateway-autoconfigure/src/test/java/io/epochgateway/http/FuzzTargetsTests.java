package io.epochgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A short run of each target of {@code benchmarks/fuzz.sh}, from the tables and with fixed seeds. */
class FuzzTargetsTests {

    private static final int MUTATIONS = 2000;

    private static final List<String> REQUESTS =
            MessageTable.requests().stream().map(MessageTable.Row::message).toList();
    private static final List<String> RESPONSES =
            MessageTable.responses().stream().map(MessageTable.Row::message).toList();

    @Test
    void aRequestsHeadIsTakenForTheSameHoweverItComes() {
        run(REQUESTS, RequestHeadFuzz::fuzzerTestOneInput);
    }

    @Test
    void aResponsesHeadIsTakenForTheSameHoweverItComes() {
        run(RESPONSES, ResponseHeadFuzz::fuzzerTestOneInput);
    }

    @Test
    void aChunkedBodyMeansTheSameToAnyServer() {
        List<String> bodies = Stream.concat(REQUESTS.stream(), RESPONSES.stream())
                .filter(message -> message.contains("\r\n\r\n"))
                .map(message -> message.substring(message.indexOf("\r\n\r\n") + 4))
                .toList();
        run(bodies, ChunksFuzz::fuzzerTestOneInput);
    }

    @Test
    void whatIsForwardedMeansTheSameToAnyServer() {
        run(REQUESTS, ForwardingFuzz::fuzzerTestOneInput);
    }

    private static void run(List<String> seeds, Consumer<byte[]> target) {
        seeds.forEach(seed -> target.accept(seed.getBytes(ISO_8859_1)));
        Random random = new Random(9112);
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            String seed = seeds.get(random.nextInt(seeds.size()));
            target.accept(Mutation.of(random, seed).getBytes(ISO_8859_1));
        }
    }
}
