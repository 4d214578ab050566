package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All commands, found by their words. Any thread. */
final class Commands {

    private final List<Command> sorted;

    /** These end every list. */
    private final List<Command> always = List.of(new Help(this), new Prompt(), new Quit());

    Commands(List<Command> commands) {
        this.sorted =
                commands.stream().sorted(Comparator.comparing(Command::words)).toList();
    }

    /** The command with the most words that a line begins with; null if there is none. */
    @Nullable
    Command find(List<String> line) {
        return all().filter(command -> beginsWith(line, words(command)))
                .max(Comparator.comparingInt(command -> words(command).size()))
                .orElse(null);
    }

    private static boolean beginsWith(List<String> line, List<String> words) {
        return line.size() >= words.size() && line.subList(0, words.size()).equals(words);
    }

    static List<String> words(Command command) {
        return List.of(command.words().split(" "));
    }

    private Stream<Command> all() {
        return Stream.concat(sorted.stream(), always.stream());
    }

    /** Lists what may be asked and looks like the line; all that may be asked if nothing does. */
    void help(List<String> line, Level level, Reply reply) throws IOException {
        list(near(line, level), "The following commands are valid at this level:", level, reply);
    }

    /** Tells that there is no such command, and which there are. */
    void unknown(List<String> line, Level level, Reply reply) throws IOException {
        List<Command> near = near(line, level);
        String title = near.isEmpty()
                ? "Unknown command. Please enter one of the following commands only:"
                : "Unknown command, but maybe one of the following ones is a better match:";
        list(near, title, level, reply);
    }

    private void list(List<Command> near, String title, Level level, Reply reply) throws IOException {
        reply.line(title);
        for (Command command : near.isEmpty() ? allowed(level, command -> true) : near) {
            describe(command, reply);
        }
        for (Command command : always) {
            describe(command, reply);
        }
    }

    private static void describe(Command command, Reply reply) throws IOException {
        String name = (command.words() + " " + command.usage()).strip();
        reply.line("  %-40s: %s".formatted(name, command.help()));
    }

    /** Those that begin with the same words, else with a word alike; the fewer words agree, the more there are. */
    private List<Command> near(List<String> line, Level level) {
        for (int words = line.size(); words > 0; words--) {
            String typed = String.join(" ", line.subList(0, words));
            List<Command> near = allowed(level, command -> command.words().startsWith(typed));
            if (!near.isEmpty()) {
                return near;
            }
        }
        return line.isEmpty() ? List.of() : allowed(level, command -> alike(line.getFirst(), words(command)));
    }

    /** Whether one begins as the other does, by at least three letters. */
    private static boolean alike(String typed, List<String> words) {
        return typed.length() >= 3
                && words.stream().anyMatch(word -> word.length() >= 3 && word.regionMatches(true, 0, typed, 0, 3));
    }

    private List<Command> allowed(Level level, Predicate<Command> choice) {
        return sorted.stream()
                .filter(command -> level.includes(command.level()))
                .filter(choice)
                .toList();
    }
}
