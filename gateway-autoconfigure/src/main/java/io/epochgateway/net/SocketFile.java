package io.epochgateway.net;

import io.epochgateway.definition.FileAccess;
import java.io.IOException;
import java.net.BindException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a UNIX socket. It appears under its name with owner and permissions set already, in the place of a file
 * that a process left behind.
 *
 * @param key what tells the file from another one of the same name; null if the system has nothing of the kind
 */
public record SocketFile(Path path, @Nullable Object key) {

    private static final Logger log = LoggerFactory.getLogger(SocketFile.class);

    /** The permissions of a file from the highest bit down. */
    private static final PosixFilePermission[] PERMISSIONS = {
        PosixFilePermission.OWNER_READ,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_EXECUTE
    };

    /** Binds a socket to a path that is free, so that its file is there. */
    public interface Binding {
        void bind(Path path) throws IOException;
    }

    /**
     * Listens on a path, or fails and leaves no file.
     *
     * @throws IOException if the path is taken or can't be used
     */
    public static SocketFile create(String name, FileAccess access, Binding binding) throws IOException {
        Path path = Path.of(name);
        refuseIfTaken(path);
        Path temporary = Path.of(name + ".tmp");
        Files.deleteIfExists(temporary);
        try {
            binding.bind(temporary);
            protect(temporary, access);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            return new SocketFile(path, key(path));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** A socket that nobody listens on is what a process left behind; anything else isn't ours to replace. */
    private static void refuseIfTaken(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, "isOther", LinkOption.NOFOLLOW_LINKS).containsValue(true)) {
            throw new FileSystemException(path.toString(), null, "there is a file that is no socket");
        }
        if (answers(path)) {
            throw new BindException("another process listens on it");
        }
    }

    private static boolean answers(Path path) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException refused) {
            log.debug("{} is stale: {}", path, refused.toString());
            return false;
        }
    }

    private static void protect(Path path, FileAccess access) throws IOException {
        if (!access.isGiven()) {
            return;
        }
        PosixFileAttributeView view = Objects.requireNonNull(
                Files.getFileAttributeView(path, PosixFileAttributeView.class), "no POSIX file system");
        UserPrincipalLookupService accounts = path.getFileSystem().getUserPrincipalLookupService();
        if (access.user() != null) {
            view.setOwner(known("user", access.user(), accounts::lookupPrincipalByName));
        }
        if (access.group() != null) {
            view.setGroup(known("group", access.group(), accounts::lookupPrincipalByGroupName));
        }
        if (access.mode() != null) {
            view.setPermissions(permissions(access.mode()));
        }
    }

    private interface Accounts<T extends UserPrincipal> {
        T find(String name) throws IOException;
    }

    private static <T extends UserPrincipal> T known(String what, String name, Accounts<T> accounts)
            throws IOException {
        try {
            return accounts.find(name);
        } catch (UserPrincipalNotFoundException unknown) {
            throw new IOException("there is no " + what + " '" + name + "'", unknown);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < PERMISSIONS.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                permissions.add(PERMISSIONS[i]);
            }
        }
        return permissions;
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, "fileKey", LinkOption.NOFOLLOW_LINKS).get("fileKey");
    }

    /** Removes the file, unless another process has put its own there. */
    public void delete() {
        try {
            if (Objects.equals(key, key(path))) {
                Files.delete(path);
            }
        } catch (IOException gone) {
            log.debug("{} is not there to be removed: {}", path, gone.toString());
        }
    }
}
