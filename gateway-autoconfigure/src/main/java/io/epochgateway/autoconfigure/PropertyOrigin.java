package io.epochgateway.autoconfigure;

import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Tells in which file and line a property is written. */
record PropertyOrigin(@Nullable Environment environment) {

    /** A sentence, after a line break, about the property or what is first written below it; empty if unknown. */
    String sentence(String property) {
        if (!(environment instanceof ConfigurableEnvironment configurable)) {
            return "";
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        return StreamSupport.stream(
                        ConfigurationPropertySources.from(configurable.getPropertySources())
                                .spliterator(),
                        false)
                .flatMap(source -> written(source, name))
                .map(ConfigurationProperty::getOrigin)
                .filter(Objects::nonNull)
                .findFirst()
                .map(origin -> "%n%nIt is written in %s.".formatted(origin))
                .orElse("");
    }

    private static Stream<ConfigurationProperty> written(
            ConfigurationPropertySource source, ConfigurationPropertyName name) {
        Stream<ConfigurationPropertyName> below = source instanceof IterableConfigurationPropertySource iterable
                ? iterable.stream().filter(name::isAncestorOf)
                : Stream.empty();
        return Stream.concat(Stream.of(name), below)
                .map(source::getConfigurationProperty)
                .filter(Objects::nonNull);
    }
}
