package io.epochgateway;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rooms of the house, and the ways between them. */
class ArchitectureTests {

    /** From the roof down: a room may use those after it, but for the exceptions below. */
    private static final List<String> ROOMS = List.of(
            "autoconfigure",
            "runtimeapi",
            "engine",
            "proxy",
            "stream",
            "rule",
            "server",
            "sticktable",
            "http",
            "net",
            "epoll",
            "stats",
            "accesslog",
            "counter",
            "definition");

    /** The rooms that may use less than all after them. */
    private static final Map<String, Set<String>> NARROW = Map.of(
            "epoll", Set.of("counter"),
            "stats", Set.of("counter", "definition"),
            "accesslog", Set.of("counter", "definition"),
            "counter", Set.of());

    private static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("io.epochgateway");

    @ParameterizedTest
    @FieldSource("ROOMS")
    void aRoomUsesOnlyWhatIsBelowIt(String room) {
        noClasses()
                .that()
                .resideInAPackage(packages(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOMS.stream()
                        .filter(other -> !other.equals(room) && !mayUse(room, other))
                        .map(ArchitectureTests::packages)
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void everyClassLivesInARoom() {
        classes()
                .should()
                .resideInAnyPackage(
                        ROOMS.stream().map(ArchitectureTests::packages).toArray(String[]::new))
                .check(HOUSE);
    }

    @Test
    void onlyAutoconfigureSeesSpring() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("autoconfigure"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(HOUSE);
    }

    @Test
    void logsGoThroughSlf4j() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(HOUSE);
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(HOUSE);
    }

    @Test
    void aClassIsNamedAfterTheThingItIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Impl|Utils?)(\\$.*)?")
                .check(HOUSE);
    }

    @Test
    void everyPackageSaysThatNullIsMarked() {
        assertThat(HOUSE.getPackage("io.epochgateway").getSubpackagesInTree())
                .filteredOn(room -> !room.getClasses().isEmpty())
                .isNotEmpty()
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
    }

    private static boolean mayUse(String room, String other) {
        return NARROW.containsKey(room) ? NARROW.get(room).contains(other) : ROOMS.indexOf(room) < ROOMS.indexOf(other);
    }

    private static String packages(String room) {
        return "io.epochgateway." + room + "..";
    }
}
