package io.epochgateway.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A database of this machine with nothing in it, in a directory of its own.
 *
 * @param program what serves it, with its arguments; the port is still to be added
 */
record Database(Path directory, List<String> program, String port) {

    /** Asks for passwords. */
    static Database postgresql() throws IOException, InterruptedException {
        Path programs;
        try (Stream<Path> versions = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            programs = versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst()
                    .orElse(null);
        }
        assumeTrue(programs != null, "postgresql is not installed");
        Path directory = newDirectory();
        Path password = Files.writeString(directory.resolve("password"), "secret");
        String data = directory.resolve("data").toString();
        if (isRoot()) {
            run(List.of("chown", "-R", "postgres", directory.toString()));
        }
        run(unprivileged(
                programs.resolve("initdb").toString(),
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "--pwfile",
                password.toString(),
                "--no-sync",
                "-D",
                data));
        return new Database(
                directory,
                unprivileged(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-k",
                        directory.toString(),
                        "-h",
                        "127.0.0.1",
                        "-F"),
                "-p");
    }

    /** Lets {@code root} in without a password. */
    static Database mariadb() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/mariadbd")), "mariadb-server is not installed");
        Path directory = newDirectory();
        String user = "--user=" + System.getProperty("user.name");
        String data = "--datadir=" + directory.resolve("data");
        run(List.of(
                "/usr/bin/mariadb-install-db",
                "--no-defaults",
                user,
                data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db"));
        return new Database(
                directory,
                List.of(
                        "/usr/sbin/mariadbd",
                        "--no-defaults",
                        user,
                        data,
                        "--socket=" + directory.resolve("socket"),
                        "--pid-file=" + directory.resolve("pid"),
                        "--bind-address=127.0.0.1"),
                "--port");
    }

    /** Outside of what only its owner may enter. */
    private static Path newDirectory() throws IOException {
        return Files.createTempDirectory(Path.of("/tmp"), "database");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** PostgreSQL doesn't run as root. */
    private static List<String> unprivileged(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + said);
        }
    }

    Peer start(int at) throws IOException {
        List<String> arguments = new ArrayList<>(program.subList(1, program.size()));
        arguments.addAll(List.of(port, String.valueOf(at)));
        return Peer.start(Path.of(program.getFirst()), directory, at, arguments.toArray(String[]::new));
    }

    void delete() throws IOException, InterruptedException {
        run(List.of("rm", "-rf", directory.toString()));
    }
}
