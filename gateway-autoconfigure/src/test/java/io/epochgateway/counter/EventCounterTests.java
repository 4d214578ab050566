package io.epochgateway.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class EventCounterTests {

    private static final EventCounter RARE = EventCounter.count("queue.size() > 7", "a long queue (rare)");
    private static final EventCounter NAMED = EventCounter.count("decide", "late", "decided late");
    private static final EventCounter CHECK = EventCounter.check("size < 0", "negative size");
    private static final EventCounter BUG = EventCounter.bug("owner == null", "nobody owns it");
    private static final EventCounter NEVER_BEFORE = EventCounter.count("hits == 0", "hit in one test only");
    private static final EventCounter GLITCH = EventCounter.glitch("parsing error");

    @BeforeEach
    @AfterEach
    void everythingAtZeroAndOn() {
        EventCounters.reset(Set.of());
        EventCounters.enable(true);
    }

    @Test
    void aCounterKnowsWhereItWasDeclaredAndWhereItWasHit() {
        assertThat(RARE.location()).matches("EventCounterTests:\\d+");
        assertThat(NAMED.line()).isEqualTo(RARE.line() + 1);
        assertThat(NEVER_BEFORE.function()).isEmpty();
        NEVER_BEFORE.hit();
        assertThat(NEVER_BEFORE.function()).isEqualTo("aCounterKnowsWhereItWasDeclaredAndWhereItWasHit");
        assertThat(NAMED.function()).isEqualTo("decide");
    }

    @Test
    void theConditionIsAnsweredSoThatItCanStandInAnIf() {
        assertThat(RARE.hitIf(false)).isFalse();
        assertThat(RARE.hitIf(true)).isTrue();
        assertThat(RARE.count()).isEqualTo(1);
    }

    @Test
    void offStopsWhatMayBeStoppedAndNothingElse() {
        EventCounters.enable(false);
        assertThat(RARE.hitIf(true)).isTrue();
        CHECK.hit();
        GLITCH.hit();
        assertThat(RARE.count()).isZero();
        assertThat(CHECK.count()).isEqualTo(1);
        assertThat(GLITCH.count()).isEqualTo(1);
        EventCounters.enable(true);
        RARE.hit();
        assertThat(RARE.count()).isEqualTo(1);
    }

    @Test
    void aResetTakesTheTypesItIsTold() {
        RARE.hit();
        GLITCH.hit();
        EventCounters.reset(EnumSet.of(EventType.GLT));
        assertThat(GLITCH.count()).isZero();
        assertThat(RARE.count()).isEqualTo(1);
    }

    @Test
    void aBrokenInvariantIsReportedOnceAndCountedEachTime(CapturedOutput output) {
        BUG.hit();
        BUG.hit();
        assertThat(BUG.count()).isEqualTo(2);
        assertThat(output.getAll().split("nobody owns it", -1)).hasSize(2);
    }

    @Test
    void noHitOfAnyThreadIsLost() throws Exception {
        int threads = 8;
        int hits = 20_000;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(() -> {
                    for (int hit = 0; hit < hits; hit++) {
                        RARE.hit();
                    }
                });
            }
        }
        assertThat(RARE.count()).isEqualTo((long) threads * hits);
    }

    @Test
    void severityIsTheLastWordOfTheComment() {
        assertThat(RARE.severity()).isEqualTo(Severity.RARE);
        assertThat(NAMED.severity()).isNull();
        assertThat(Severity.of("reopened (suspicious)")).isEqualTo(Severity.SUSPICIOUS);
        assertThat(Severity.of("chunk bigger than announced (0-copy)")).isNull();
    }

    @Test
    void theTableIsThatOfDebugCounters() {
        for (int hit = 0; hit < 5541; hit++) {
            RARE.hit();
        }
        GLITCH.hit();
        assertThat(lines(false, Set.of()))
                .containsSubsequence(
                        "Count     Type Location function(): \"condition\" [comment]",
                        "5541       CNT " + RARE.location() + " " + RARE.function()
                                + "(): \"queue.size() > 7\" [a long queue (rare)]",
                        "1          GLT " + GLITCH.location() + " " + GLITCH.function() + "() [parsing error]")
                .noneMatch(line -> line.contains("decided late"));
    }

    @Test
    void allShowsTheZeroesOfTheTypesAskedFor() {
        assertThat(lines(true, EnumSet.of(EventType.CNT)))
                .contains("0          CNT " + NAMED.location() + " decide(): \"late\" [decided late]")
                .noneMatch(line -> line.contains("GLT"));
    }

    @Test
    void aStoppedCounterSaysSo() {
        EventCounters.enable(false);
        assertThat(lines(true, Set.of()))
                .anyMatch(line -> line.endsWith("[decided late] (stopped)"))
                .noneMatch(line -> line.contains("CHK") && line.endsWith("(stopped)"));
    }

    @Test
    void countersAreSortedByFileAndLine() {
        assertThat(EventCounters.all())
                .containsSubsequence(RARE, NAMED, CHECK, BUG, GLITCH)
                .isSortedAccordingTo((one, other) -> {
                    int files = one.file().compareTo(other.file());
                    return files != 0 ? files : Integer.compare(one.line(), other.line());
                });
    }

    private static List<String> lines(boolean all, Set<EventType> types) {
        return EventCounters.text(all, types).lines().toList();
    }
}
