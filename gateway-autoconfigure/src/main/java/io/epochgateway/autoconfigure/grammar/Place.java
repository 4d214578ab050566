package io.epochgateway.autoconfigure.grammar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A place in the tree of properties.
 *
 * @param name its full name
 * @param sources where to look, the strongest first
 * @param placeholders resolves {@code ${...}}
 */
record Place(
        ConfigurationPropertyName name, List<ConfigurationPropertySource> sources, PlaceholdersResolver placeholders) {

    static Place of(ConfigurableEnvironment environment, String name) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        ConfigurationPropertySources.from(environment.getPropertySources()).forEach(sources::add);
        return new Place(
                ConfigurationPropertyName.of(name),
                List.copyOf(sources),
                new PropertySourcesPlaceholdersResolver(environment));
    }

    /** The full name, as messages show it. */
    String property() {
        return name.toString();
    }

    /** The last part of the name, as the user wrote it. */
    String lastName() {
        return name.getLastElement(Form.ORIGINAL);
    }

    Place child(String keyword) {
        return at(name.append(keyword));
    }

    /** An item of a list, or what YAML makes of a number as a key; Spring takes it for the same name without brackets. */
    Place item(int index) {
        return at(name.append("[" + index + "]"));
    }

    /** What is written here, placeholders resolved; null if nothing is, or if only deeper places are written. */
    @Nullable
    String text() {
        return sources.stream()
                .map(source -> source.getConfigurationProperty(name))
                .filter(property -> property != null)
                .findFirst()
                .map(this::resolved)
                .orElse(null);
    }

    private String resolved(ConfigurationProperty property) {
        return String.valueOf(placeholders.resolvePlaceholders(property.getValue()));
    }

    /** The same place in each source alone, the weakest first. */
    List<Place> layers() {
        return sources.reversed().stream()
                .map(source -> new Place(name, List.of(source), placeholders))
                .toList();
    }

    /** The named places below, in the order in which the weakest source that has them names them. */
    List<Place> children() {
        Set<ConfigurationPropertyName> children = new LinkedHashSet<>();
        for (ConfigurationPropertySource source : sources.reversed()) {
            descendants(source)
                    .map(descendant -> descendant.chop(name.getNumberOfElements() + 1))
                    .filter(child -> !isEnvironment(source) || !startsAny(child, children))
                    .forEach(children::add);
        }
        return children.stream().map(this::at).toList();
    }

    /** The environment may write {@code my-web} as {@code MY_WEB}, which reads like {@code web} below {@code my}. */
    private static boolean startsAny(ConfigurationPropertyName child, Set<ConfigurationPropertyName> others) {
        String start = child.getLastElement(Form.DASHED) + "-";
        return others.stream()
                .anyMatch(other -> other.getLastElement(Form.DASHED).startsWith(start));
    }

    /** The items of the list here; a stronger source's list replaces a weaker one's. Empty if no list is written. */
    List<Place> items() {
        for (ConfigurationPropertySource source : sources) {
            Place layer = new Place(name, List.of(source), placeholders);
            if (layer.text() != null) {
                return List.of();
            }
            List<Place> items = Stream.iterate(0, i -> i + 1)
                    .map(i -> layer.at(name.append("[" + i + "]")))
                    .takeWhile(Place::exists)
                    .toList();
            if (!items.isEmpty()) {
                return items;
            }
        }
        return List.of();
    }

    /** Whether anything is written here or deeper. */
    private boolean exists() {
        return sources.stream()
                .anyMatch(source -> source.getConfigurationProperty(name) != null
                        || source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
    }

    /** All full names written below, but not those of the environment: it is no place to spell words in. */
    Stream<ConfigurationPropertyName> written() {
        return sources.reversed().stream()
                .filter(source -> !isEnvironment(source))
                .flatMap(this::descendants);
    }

    private Stream<ConfigurationPropertyName> descendants(ConfigurationPropertySource source) {
        return source instanceof IterableConfigurationPropertySource iterable
                ? iterable.stream().filter(name::isAncestorOf)
                : Stream.empty();
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    Place at(ConfigurationPropertyName other) {
        return new Place(other, sources, placeholders);
    }
}
