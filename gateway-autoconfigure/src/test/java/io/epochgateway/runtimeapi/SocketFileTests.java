package io.epochgateway.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.epochgateway.definition.Level;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.StatsDefinition;
import io.epochgateway.definition.StatsSocketDefinition;
import io.epochgateway.net.BindFailedException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SocketFileTests {

    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("s");
    }

    private StatsDefinition definition() {
        return Cli.unix(path(), Level.ADMIN);
    }

    @Test
    void aFileThatNobodyListensOnIsReplaced() throws IOException {
        try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(UnixDomainSocketAddress.of(path()));
        }
        assertThat(path()).exists();
        try (RuntimeApi api = RuntimeApi.open(definition(), List.of())) {
            assertThat(api.addresses()).hasSize(1);
            assertThat(Cli.ask(path(), "show cli level\n")).isEqualTo("admin\n\n");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void modeUserAndGroupAreThoseOfTheDefinition() throws IOException {
        PosixFileAttributes mine = Files.readAttributes(directory, PosixFileAttributes.class);
        StatsSocketDefinition socket = new StatsSocketDefinition(
                "test.socket",
                new SocketAddress.Unix(path().toString()),
                Level.USER,
                0642,
                mine.owner().getName(),
                mine.group().getName());
        RuntimeApi api = RuntimeApi.open(Cli.stats(socket, Duration.ZERO), List.of());
        PosixFileAttributes made = Files.readAttributes(path(), PosixFileAttributes.class);
        api.close();

        assertThat(PosixFilePermissions.toString(made.permissions())).isEqualTo("rw-r---w-");
        assertThat(made.owner()).isEqualTo(mine.owner());
        assertThat(made.group()).isEqualTo(mine.group());
    }

    @Test
    void aUserThatNobodyKnowsIsNamed() {
        StatsSocketDefinition socket = new StatsSocketDefinition(
                "test.socket", new SocketAddress.Unix(path().toString()), Level.USER, 0642, "nobody-at-all", null);
        assertFails(Cli.stats(socket, Duration.ZERO), "there is no user 'nobody-at-all'");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aSocketThatSomebodyListensOnIsLeftAlone() throws IOException {
        RuntimeApi first = RuntimeApi.open(definition(), List.of());
        assertFails(definition(), "another process listens on it");
        assertThat(Cli.ask(path(), "show cli level\n")).isEqualTo("admin\n\n");
        first.close();
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Files.writeString(path(), "precious");
        assertFails(definition(), "there is a file that is no socket");
        assertThat(path()).hasContent("precious");
    }

    @Test
    void anUnknownUserEndsTheStartAndLeavesNothing() {
        StatsSocketDefinition socket = new StatsSocketDefinition(
                "test.socket", new SocketAddress.Unix(path().toString()), Level.USER, null, "no-such-user", null);
        assertFails(Cli.stats(socket, Duration.ZERO), "test.socket");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsNotThereEndsTheStart() {
        assertFails(Cli.unix(directory.resolve("not/there"), Level.USER), "not/there");
    }

    @Test
    void theFileOfASuccessorIsLeftAlone() throws IOException {
        RuntimeApi api = RuntimeApi.open(definition(), List.of());
        Files.delete(path());
        Files.writeString(path(), "successor");
        api.close();
        assertThat(Files.exists(path(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    private static void assertFails(StatsDefinition definition, String reason) {
        assertThatExceptionOfType(BindFailedException.class)
                .isThrownBy(() -> RuntimeApi.open(definition, List.of()))
                .withMessageContaining("test.socket: cannot listen on unix@")
                .withMessageContaining(reason)
                .satisfies(failure -> assertThat(failure.property()).isEqualTo("test.socket"));
    }
}
