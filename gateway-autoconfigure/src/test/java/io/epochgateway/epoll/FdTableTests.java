package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FdTableTests {

    private final FdTable table = new FdTable();

    @Test
    void eachEndOfARegistrationMovesTheGenerationOn() {
        assertThat(table.acquire(5, 1)).isZero();
        table.release(5, 0, 1);
        assertThat(table.acquire(5, 2)).isEqualTo(1);
        assertThat(FdTable.owner(table.get(5))).isEqualTo(2);
        table.release(5, 1, 2);
        assertThat(FdTable.owner(table.get(5))).isEqualTo(FdTable.NOBODY);
        assertThat(FdTable.generation(table.get(5))).isEqualTo(2);
    }

    @Test
    void aNumberWhoseOwnerNeverSaidGoodbyeGetsANewGeneration() {
        int lost = table.acquire(5, 1);
        int next = table.acquire(5, 2);
        assertThat(next).isEqualTo(lost + 1);
        table.release(5, lost, 1);
        assertThat(FdTable.owner(table.get(5))).as("a late goodbye").isEqualTo(2);
        assertThat(FdTable.generation(table.get(5))).isEqualTo(next);
    }

    @Test
    void theGenerationWraps() {
        table.startAt(3, -1);
        assertThat(table.acquire(3, 7)).isEqualTo(-1);
        assertThat(table.figures().highestGeneration()).isEqualTo(0xffff_ffffL);
        table.release(3, -1, 7);
        assertThat(FdTable.generation(table.get(3))).isZero();
        assertThat(FdTable.owner(table.get(3))).isEqualTo(FdTable.NOBODY);
        assertThat(table.acquire(3, 7)).isZero();
    }

    @Test
    void numbersNeverSeenAreNobodys() {
        assertThat(table.get(0)).isZero();
        assertThat(table.get(1_000_000)).isZero();
        assertThat(table.figures()).isEqualTo(new FdFigures(0, -1, 0, 0));
    }

    @Test
    void theFiguresSumUpTheTable() {
        table.acquire(4, 1);
        table.acquire(5000, 2);
        table.release(5000, 0, 2);
        table.acquire(5000, 2);
        table.release(5000, 1, 2);
        assertThat(table.figures()).isEqualTo(new FdFigures(1, 5000, 2, 2));
    }

    @Test
    void noTwoLivesOfANumberShareAGenerationWhateverTheThreadsDo() throws Exception {
        int threads = 8;
        int lives = 20_000;
        int fd = 3000;
        Set<Integer> generations = ConcurrentHashMap.newKeySet();
        List<Callable<Void>> lifes = new ArrayList<>();
        for (int thread = 1; thread <= threads; thread++) {
            int owner = thread;
            lifes.add(() -> {
                for (int life = 0; life < lives; life++) {
                    int generation = table.acquire(fd, owner);
                    assertThat(generations.add(generation))
                            .as("generation %d is new", generation)
                            .isTrue();
                    table.release(fd, generation, owner);
                }
                return null;
            });
        }
        runAll(lifes);
        assertThat(FdTable.owner(table.get(fd))).isEqualTo(FdTable.NOBODY);
        assertThat(table.figures().closed()).isEqualTo((long) threads * lives);
    }

    @Test
    void theTableGrowsUnderConcurrentUseWithoutLosingAnEntry() throws Exception {
        int threads = 8;
        int numbers = 40_000;
        List<Callable<Void>> owners = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int owner = thread + 1;
            owners.add(() -> {
                for (int fd = owner - 1; fd < numbers; fd += threads) {
                    assertThat(table.acquire(fd, owner)).isZero();
                    assertThat(FdTable.owner(table.get(fd))).isEqualTo(owner);
                }
                return null;
            });
        }
        runAll(owners);
        assertThat(table.figures()).isEqualTo(new FdFigures(numbers, numbers - 1, 0, 0));
    }

    private static void runAll(List<Callable<Void>> tasks) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(tasks.size())) {
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        }
    }
}
