package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the Runtime API, from its first line to its end. Runs on a virtual thread of its own. */
final class Dialogue implements Conversation {

    private static final Logger log = LoggerFactory.getLogger(Dialogue.class);

    /** How long one who was answered may take to close, so that closing on unread input doesn't cost the answer. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final TimedChannel channel;
    private final Commands commands;
    private final LineReader lines;
    private final Writer out;
    private Level level;
    private boolean interactive;
    private boolean over;

    Dialogue(TimedChannel channel, Level level, Commands commands) {
        this.channel = channel;
        this.level = level;
        this.commands = commands;
        this.lines = new LineReader(channel);
        this.out = new BufferedWriter(
                new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8),
                LineReader.BUFFER_SIZE);
    }

    /** Returns when it has ended, whoever ended it. */
    void run() {
        try (channel) {
            converse();
            channel.shutdownOutput();
            awaitTheOtherEnd();
        } catch (IOException gone) {
            log.debug("a conversation of the Runtime API ended: {}", gone.toString());
        }
    }

    private void converse() throws IOException {
        do {
            String line = lines.next();
            if (line == null) {
                return;
            }
            answer(line);
            out.flush();
        } while (!over && (interactive || lines.hasNext()));
    }

    private void answer(String line) throws IOException {
        Payload payload = Payload.announcedBy(line);
        String commandLine = payload == null ? line : payload.commandLine();
        String text = payload == null ? "" : payload.read(this::nextOfPayload);
        for (List<String> words : CommandLine.parse(commandLine)) {
            if (!over) {
                answer(words, text);
            }
        }
    }

    private @Nullable String nextOfPayload() throws IOException {
        if (interactive) {
            out.write("+ ");
            out.flush();
        }
        return lines.next();
    }

    private void answer(List<String> words, String payload) throws IOException {
        Reply reply = new Reply(out);
        Command command = commands.find(words);
        if (command == null) {
            commands.unknown(words, level, reply);
        } else if (!level.includes(command.level())) {
            reply.line("Permission denied");
        } else {
            int own = Commands.words(command).size();
            run(command, new Arguments(words.subList(own, words.size()), payload, this), reply);
        }
        if (!over) {
            reply.end();
            out.write(interactive ? "> " : "");
        }
    }

    private static void run(Command command, Arguments arguments, Reply reply) throws IOException {
        try {
            command.run(arguments, reply);
        } catch (RuntimeException bug) {
            log.warn("the command '{}' of the Runtime API failed", command.words(), bug);
            reply.line("Internal error");
        }
    }

    private void awaitTheOtherEnd() throws IOException {
        channel.timeout(LINGER);
        long end = System.nanoTime() + LINGER.toNanos();
        ByteBuffer unwanted = ByteBuffer.allocate(LineReader.BUFFER_SIZE);
        while (channel.read(unwanted.clear()) >= 0 && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public void lowerTo(Level lower) {
        if (level.includes(lower)) {
            level = lower;
        }
    }

    @Override
    public void togglePrompt() {
        interactive = !interactive;
    }

    @Override
    public void quit() {
        over = true;
    }

    @Override
    public void timeout(Duration timeout) {
        channel.timeout(timeout);
    }
}
