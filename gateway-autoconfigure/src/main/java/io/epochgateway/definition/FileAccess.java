package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * Who may use the file of a UNIX socket.
 *
 * @param mode its permissions, octal 0 to 777; null leaves them to the umask
 * @param user the name or number of its owner; null for the process's
 * @param group the name or number of its group; null for the process's
 */
public record FileAccess(
        @Nullable Integer mode,
        @Nullable String user,
        @Nullable String group) {

    /** As the system makes it. */
    public static final FileAccess UNCHANGED = new FileAccess(null, null, null);

    /** Whether anything is said. */
    public boolean isGiven() {
        return !equals(UNCHANGED);
    }
}
