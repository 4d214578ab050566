package io.epochgateway.autoconfigure.grammar;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is written in one section: a value for each keyword that is set. Immutable. */
final class Settings {

    static final Settings NONE = new Settings("", Map.of());

    private final String property;
    private final Map<String, Setting<?>> byKeyword;

    /**
     * Of one section.
     *
     * @param property the full name of the section
     */
    Settings(String property, Map<String, Setting<?>> byKeyword) {
        this.property = property;
        this.byKeyword = byKeyword;
    }

    /** The full name of the section. */
    String property() {
        return property;
    }

    boolean isEmpty() {
        return byKeyword.isEmpty();
    }

    /** Where and what is written for a keyword; null if it isn't. */
    @SuppressWarnings("unchecked") // a keyword's shape made the setting
    <T> @Nullable Setting<T> setting(Keyword<T> keyword) {
        return (Setting<T>) byKeyword.get(keyword.name());
    }

    /** What is written, else what holds otherwise; null if nothing does. */
    <T> @Nullable T find(Keyword<T> keyword) {
        Setting<T> setting = setting(keyword);
        return setting == null ? otherwise(keyword) : setting.value();
    }

    /** As {@link #find}, with a last resort. */
    <T> T get(Keyword<T> keyword, T lastResort) {
        T value = find(keyword);
        return value == null ? lastResort : value;
    }

    /** As {@link #find}, for a keyword that always has a value. */
    <T> T get(Keyword<T> keyword) {
        T value = find(keyword);
        if (value == null) {
            throw new IllegalArgumentException(keyword.name() + " has no default");
        }
        return value;
    }

    private static <T> @Nullable T otherwise(Keyword<T> keyword) {
        if (keyword.otherwise() == null || !(keyword.shape() instanceof Scalar<T> scalar)) {
            return null;
        }
        try {
            return scalar.parse(keyword.otherwise());
        } catch (Mistake mistake) {
            throw new IllegalStateException("default of " + keyword.name(), mistake);
        }
    }

    /** These settings, and where they say nothing, the weaker ones. */
    Settings over(Settings weaker) {
        Map<String, Setting<?>> both = new LinkedHashMap<>(weaker.byKeyword);
        byKeyword.forEach((keyword, setting) -> both.merge(keyword, setting, Settings::stronger));
        return new Settings(property, both);
    }

    private static Setting<?> stronger(Setting<?> weak, Setting<?> strong) {
        return strong.value() instanceof Settings above && weak.value() instanceof Settings below
                ? new Setting<>(above.over(below), strong.property())
                : strong;
    }
}
