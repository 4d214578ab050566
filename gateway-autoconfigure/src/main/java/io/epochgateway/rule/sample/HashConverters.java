package io.epochgateway.rule.sample;

import io.epochgateway.definition.HashType.Function;
import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.server.balance.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32C;

/** Hashes and digests. */
final class HashConverters {

    static final List<ConverterKeyword> KEYWORDS = List.of(
            hash("crc32", Hash.of(Function.CRC32)),
            hash("djb2", Hash.of(Function.DJB2)),
            hash("sdbm", Hash.of(Function.SDBM)),
            hash("wt6", Hash.of(Function.WT6)),
            hash("crc32c", HashConverters::castagnoli),
            new ConverterKeyword("sha1", 0, 0, Type.BINARY, Type.BINARY, call -> digest("SHA-1")),
            new ConverterKeyword("sha2", 0, 1, Type.BINARY, Type.BINARY, HashConverters::sha2));

    private HashConverters() {}

    /** With an argument other than 0, the hash is spread over all of its bits. */
    private static ConverterKeyword hash(String name, Hash hash) {
        return new ConverterKeyword(name, 0, 1, Type.BINARY, Type.INT, call -> {
            boolean avalanche = call.number(0, 0) != 0;
            return (evidence, sample) -> {
                int value = hash.of(sample.octets(), sample.from(), sample.to());
                return sample.setNumber(Integer.toUnsignedLong(avalanche ? Hash.avalanche(value) : value));
            };
        });
    }

    private static int castagnoli(byte[] octets, int from, int to) {
        CRC32C sum = new CRC32C();
        sum.update(octets, from, to - from);
        return (int) sum.getValue();
    }

    private static Converter sha2(Call call) throws Mistake {
        String bits = call.text(0, "256");
        if (!List.of("224", "256", "384", "512").contains(bits)) {
            throw Mistake.unknown("length of sha2", bits, List.of("224", "256", "384", "512"));
        }
        return digest("SHA-" + bits);
    }

    private static Converter digest(String algorithm) {
        return (evidence, sample) -> {
            try {
                byte[] digest = MessageDigest.getInstance(algorithm).digest(sample.copyRaw());
                return sample.setBinary(digest, 0, digest.length);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
