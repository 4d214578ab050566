package io.epochgateway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds, as the kernel counts it.
 *
 * @param residentKb memory in RAM, in kB
 * @param fds open file descriptors
 */
record ProcessFigures(long residentKb, long fds) {

    static ProcessFigures of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<String> lines = Files.lines(process.resolve("status"));
                Stream<Path> fds = Files.list(process.resolve("fd"))) {
            long resident = lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no VmRSS of " + pid));
            return new ProcessFigures(resident, fds.count());
        }
    }
}
