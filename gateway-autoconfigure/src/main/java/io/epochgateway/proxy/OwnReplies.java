package io.epochgateway.proxy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ErrorDefinition;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.Reply;
import io.epochgateway.http.ReplyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Makes the replies that a proxy gives in place of the gateway's own. */
final class OwnReplies {

    /** As much as an error file may have. */
    private static final int MOST_BYTES = 16384;

    private OwnReplies() {}

    /**
     * Reads the files.
     *
     * @throws DefinitionException if one can't be read or can't be sent
     */
    static Map<ErrorReply, Reply> of(Map<Integer, ErrorDefinition> errors) {
        Map<ErrorReply, Reply> replies = new EnumMap<>(ErrorReply.class);
        errors.forEach((status, error) -> {
            ErrorReply stands = ErrorReply.of(status);
            replies.put(stands, reply(stands, error));
        });
        return replies;
    }

    private static Reply reply(ErrorReply stands, ErrorDefinition error) {
        return switch (error) {
            case ErrorDefinition.File file -> file(file);
            case ErrorDefinition.Redirection to -> Reply.redirection(to.status(), to.location());
            case ErrorDefinition.Composed parts ->
                Reply.composed(stands, parts.fields(), parts.contentType(), body(parts));
            case ErrorDefinition.Usual usual -> stands.html();
        };
    }

    private static Reply file(ErrorDefinition.File file) {
        try {
            return ReplyFile.read(bytes(file.property(), file.path()));
        } catch (IllegalArgumentException invalid) {
            throw new DefinitionException(
                    file.property(),
                    file.path(),
                    "the file " + invalid.getMessage(),
                    "Write a whole HTTP response into it: status line, header, empty line, body.");
        }
    }

    private static byte[] body(ErrorDefinition.Composed parts) {
        String path = parts.path();
        if (path == null) {
            String text = parts.text();
            return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] body = bytes(parts.property(), path);
        if (body.length > MOST_BYTES) {
            throw new DefinitionException(
                    parts.property(), path, "the file is larger than " + MOST_BYTES + " bytes", "Shorten it.");
        }
        return body;
    }

    private static byte[] bytes(String property, String path) {
        // no more than is allowed and one byte: what is no regular file may have no end
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException missing) {
            throw new DefinitionException(property, path, "there is no such file", "Write the path of a file.");
        } catch (IOException | InvalidPathException unreadable) {
            throw new DefinitionException(
                    property, path, "the file can't be read (" + unreadable.getMessage() + ")", "Write another path.");
        }
    }
}
