import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds all Java sources below a directory to one look. The formatter reads Java with its own JVM's compiler, so it runs
 * in the toolchain's JVM and not in Maven's, which may be older than the language of the sources.
 *
 * <p>Arguments: {@code check} or {@code apply}, and the directory. Ends with 1 if a file is not as it should be.
 */
final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    private Format() {}

    static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        boolean clean = true;
        for (Path source : sources(Path.of(args[1]))) {
            clean &= hold(source, apply);
        }
        if (!clean) {
            System.err.println("To format: mvn -N verify -Dformat=apply");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\..*)/.*"))
                    .sorted()
                    .toList();
        }
    }

    /** Whether the file is as it should be when this returns. */
    private static boolean hold(Path source, boolean apply) throws IOException {
        String found = Files.readString(source);
        String wanted;
        try {
            wanted = FORMATTER.formatSource(
                    ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(found), Style.PALANTIR));
        } catch (FormatterException e) {
            System.err.println(source + ": cannot be read: " + e.getMessage());
            return false;
        }
        if (wanted.lines().anyMatch(line -> line.startsWith("import ") && line.endsWith(".*;"))) {
            System.err.println(source + ": imports with a wildcard");
            return false;
        }
        if (found.equals(wanted)) {
            return true;
        }
        if (apply) {
            Files.writeString(source, wanted);
            System.out.println(source + ": formatted");
            return true;
        }
        System.err.println(source + ": not formatted");
        return false;
    }
}
