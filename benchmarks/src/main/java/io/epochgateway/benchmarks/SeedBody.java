package io.epochgateway.benchmarks;

import java.util.SplittableRandom;

/** The bytes that belong to one request and no other, so that a foreign or torn response shows. */
final class SeedBody {

    private static final int LONGEST = 20_000;

    private SeedBody() {}

    /** Of up to 20 kB, most of them much shorter. */
    static byte[] of(int client, long number) {
        SplittableRandom random = new SplittableRandom(((long) client << 40) ^ number);
        byte[] body = new byte[1 + random.nextInt(1 + random.nextInt(LONGEST))];
        random.nextBytes(body);
        return body;
    }
}
