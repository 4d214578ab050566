package io.epochgateway;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.epochgateway.counter.EventCounter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a line of {@code debug counters} says of its origin is true of the sources. */
class CounterDeclarationTests {

    private static final Path SOURCES = Path.of("src/main/java");

    static Stream<Named<JavaField>> counters() {
        return new ClassFileImporter()
                .withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("io.epochgateway").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(EventCounter.class))
                        .map(field -> Named.of(field.getFullName(), field));
    }

    @ParameterizedTest
    @MethodSource("counters")
    void theLocationOpensTheDeclarationAndTheFunctionIsBesideIt(JavaField field) throws Exception {
        EventCounter counter = counter(field);
        JavaClass owner = field.getOwner();

        String[] location = counter.location().split(":", 2);
        assertThat(location[0]).isEqualTo(outermost(owner).getSimpleName());
        assertThat(declarationAt(owner, Integer.parseInt(location[1]))).contains("EventCounter." + kind(counter));
        if (!counter.function().isEmpty()) {
            assertThat(owner.getMethods()).extracting(JavaMethod::getName).contains(counter.function());
        }
    }

    private static EventCounter counter(JavaField field) throws ReflectiveOperationException {
        Field reflected = field.reflect();
        reflected.setAccessible(true);
        return (EventCounter) reflected.get(null);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(CounterDeclarationTests::outermost).orElse(type);
    }

    private static String declarationAt(JavaClass owner, int line) throws IOException {
        Path file = SOURCES.resolve(outermost(owner).getName().replace('.', '/') + ".java");
        return Files.readAllLines(file).get(line - 1);
    }

    private static String kind(EventCounter counter) {
        return switch (counter.type()) {
            case BUG -> "bug";
            case CHK -> "check";
            case CNT -> "count";
            case GLT -> "glitch";
        };
    }
}
