package io.epochgateway.counter;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts one rare event at one place of the code. Declared as a static final field of the class that hits it, which is
 * all the registration it needs: see {@link EventCounters}.
 *
 * <pre>{@code
 * private static final EventCounter CLOSED_EARLY =
 *         EventCounter.count("reused && received == 0", "reused connection closed before the first response byte");
 *
 * if (CLOSED_EARLY.hitIf(reused && received == 0)) {
 *     retry();
 * }
 * }</pre>
 *
 * Any thread. Counting shares an adder between threads, so it suits what happens less than once a request.
 */
public final class EventCounter {

    private static final Logger log = LoggerFactory.getLogger(EventCounter.class);
    private static final StackWalker STACK = StackWalker.getInstance();

    private final EventType type;
    private final String file;
    private final int line;
    private final String condition;
    private final String comment;
    private final @Nullable Severity severity;
    private final LongAdder hits = new LongAdder();
    private final AtomicBoolean reported = new AtomicBoolean();
    private @Nullable String function;

    private EventCounter(EventType type, @Nullable String function, String condition, String comment) {
        StackWalker.StackFrame declaration = caller();
        this.type = type;
        this.file = fileOf(declaration);
        this.line = declaration.getLineNumber();
        this.function = function;
        this.condition = condition;
        this.comment = comment;
        this.severity = Severity.of(comment);
        EventCounters.add(this);
    }

    /** A {@code BUG}: must never be hit; the first hit is reported by a warning. */
    public static EventCounter bug(String condition, String comment) {
        return new EventCounter(EventType.BUG, null, condition, comment);
    }

    /** A {@code CHK}: should never be hit; the first hit is reported by a warning. */
    public static EventCounter check(String condition, String comment) {
        return new EventCounter(EventType.CHK, null, condition, comment);
    }

    /** A {@code CNT}: hit now and then by legitimate traffic; stops while counting is off. */
    public static EventCounter count(String condition, String comment) {
        return new EventCounter(EventType.CNT, null, condition, comment);
    }

    /** A {@code CNT} whose function is known before the first hit. */
    public static EventCounter count(String function, String condition, String comment) {
        return new EventCounter(EventType.CNT, function, condition, comment);
    }

    /** A {@code GLT}: the peer did something odd. */
    public static EventCounter glitch(String comment) {
        return new EventCounter(EventType.GLT, null, "", comment);
    }

    /** A {@code GLT} whose function is known before the first hit. */
    public static EventCounter glitch(String function, String comment) {
        return new EventCounter(EventType.GLT, function, "", comment);
    }

    /** Counts one event, unless counting is off for this type. */
    public void hit() {
        if (EventCounters.enabled(type)) {
            hits.increment();
            if (function == null) {
                function = caller().getMethodName();
            }
            if (type.compareTo(EventType.CHK) <= 0) {
                report();
            }
        }
    }

    /** Counts one event if the condition holds, and answers the condition, so that it can stand in an {@code if}. */
    public boolean hitIf(boolean condition) {
        if (condition) {
            hit();
        }
        return condition;
    }

    /** Events since the start or the last reset; may lag by a moment. */
    public long count() {
        return hits.sum();
    }

    public EventType type() {
        return type;
    }

    /** Where it is declared, as {@code File:line} without the file's extension. */
    public String location() {
        return file + ":" + line;
    }

    /** The method that hits it; empty as long as it was never hit, unless the declaration names it. */
    public String function() {
        String known = function;
        return known == null ? "" : known;
    }

    /** The test that leads to a hit, in source words; empty for glitches. */
    public String condition() {
        return condition;
    }

    /** What a hit means. */
    public String comment() {
        return comment;
    }

    /** Taken from the end of the comment; null where the comment doesn't tell. */
    public @Nullable Severity severity() {
        return severity;
    }

    String file() {
        return file;
    }

    int line() {
        return line;
    }

    /** Hits that race with a reset may be lost. */
    void reset() {
        hits.reset();
    }

    private void report() {
        if (reported.compareAndSet(false, true)) {
            log.warn("{} at {} {}(): \"{}\" [{}]; reported once", type, location(), function(), condition, comment);
        }
    }

    /** The nearest frame outside this class: the declaration, or the place of a hit. */
    private static StackWalker.StackFrame caller() {
        String self = EventCounter.class.getName();
        return STACK.walk(frames -> frames.filter(frame -> !frame.getClassName().equals(self))
                        .findFirst())
                .orElseThrow();
    }

    private static String fileOf(StackWalker.StackFrame frame) {
        String name = frame.getFileName();
        if (name == null) {
            String type = frame.getClassName();
            return type.substring(type.lastIndexOf('.') + 1);
        }
        int extension = name.lastIndexOf('.');
        return extension < 0 ? name : name.substring(0, extension);
    }
}
