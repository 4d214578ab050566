package io.epochgateway.counter;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * All event counters of the process, and the switch of those that may be stopped. A counter is known from the moment
 * the class that declares it is initialised. Any thread.
 */
public final class EventCounters {

    private static final String HEADER = "Count     Type Location function(): \"condition\" [comment]\n";
    private static final Comparator<EventCounter> BY_LOCATION =
            Comparator.comparing(EventCounter::file).thenComparingInt(EventCounter::line);

    private static final Queue<EventCounter> COUNTERS = new ConcurrentLinkedQueue<>();
    private static final Queue<Consumer<EventCounter>> WATCHERS = new ConcurrentLinkedQueue<>();
    /** A bit for each type that doesn't count now. */
    private static volatile int stopped;

    @SuppressWarnings("TimeInStaticInitializer") // counting begins with this class
    private static volatile Instant since = Instant.now();

    private EventCounters() {}

    static void add(EventCounter counter) {
        COUNTERS.add(counter);
        WATCHERS.forEach(watcher -> watcher.accept(counter));
    }

    /**
     * Tells of each counter there is and of each that comes, maybe twice of one that comes meanwhile. Called on the
     * thread that initialises the declaring class: be quick.
     *
     * @return ends it
     */
    public static Runnable watch(Consumer<EventCounter> watcher) {
        WATCHERS.add(watcher);
        COUNTERS.forEach(watcher);
        return () -> WATCHERS.remove(watcher);
    }

    /** Sorted by file and line. */
    public static List<EventCounter> all() {
        return COUNTERS.stream().sorted(BY_LOCATION).toList();
    }

    /** Whether {@code CNT} counters count; true from the start. */
    public static boolean enabled() {
        return enabled(EventType.CNT);
    }

    /** Whether counters of this type count; true from the start, and always for {@code BUG} and {@code CHK}. */
    public static boolean enabled(EventType type) {
        return (stopped & type.bit()) == 0;
    }

    /** Lets {@code CNT} counters count, or stops them where they are, as HAProxy's {@code on} and {@code off} do. */
    public static void enable(boolean on) {
        enable(on, Set.of());
    }

    /**
     * Lets counters of these types count, or stops them where they are.
     *
     * @param types {@code CNT} if the set is empty
     * @throws IllegalArgumentException if one of the types can't be stopped
     */
    public static synchronized void enable(boolean on, Set<EventType> types) {
        int bits = 0;
        for (EventType type : types.isEmpty() ? Set.of(EventType.CNT) : types) {
            if (!type.stoppable()) {
                throw new IllegalArgumentException(type + " counters always count");
            }
            bits |= type.bit();
        }
        stopped = on ? stopped & ~bits : stopped | bits;
    }

    /** Sets the counters of these types to 0; of all types if the set is empty. */
    public static void reset(Set<EventType> types) {
        for (EventCounter counter : COUNTERS) {
            if (selected(types, counter)) {
                counter.reset();
            }
        }
        since = Instant.now();
    }

    /** When counting began: the start of the process or the last reset of any type. */
    public static Instant since() {
        return since;
    }

    /**
     * The table of HAProxy's {@code debug counters}: the header, then one line a counter, sorted by location.
     *
     * @param all whether counters at 0 appear too
     * @param types those to show; empty for all
     */
    public static String text(boolean all, Set<EventType> types) {
        StringBuilder table = new StringBuilder(HEADER);
        for (EventCounter counter : all()) {
            long count = counter.count();
            if (selected(types, counter) && (all || count != 0)) {
                appendLine(table, counter, count);
            }
        }
        return table.toString();
    }

    private static void appendLine(StringBuilder table, EventCounter counter, long count) {
        table.append("%-10d %3s %s %s()".formatted(count, counter.type(), counter.location(), counter.function()));
        if (!counter.condition().isEmpty()) {
            table.append(": \"").append(counter.condition()).append('"');
        }
        if (!counter.comment().isEmpty()) {
            table.append(" [").append(counter.comment()).append(']');
        }
        if (!enabled(counter.type())) {
            table.append(" (stopped)");
        }
        table.append('\n');
    }

    private static boolean selected(Set<EventType> types, EventCounter counter) {
        return types.isEmpty() || types.contains(counter.type());
    }
}
