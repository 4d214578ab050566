package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.autoconfigure.GatewayAutoConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spring Boot's metadata of the {@code gateway} tree. The format ends at maps with free names. */
final class ConfigurationMetadata {

    private final List<Map<String, Object>> groups = new ArrayList<>();
    private final List<Map<String, Object>> properties = new ArrayList<>();
    private final List<Map<String, Object>> hints = new ArrayList<>();

    private ConfigurationMetadata() {}

    static Map<String, Object> of(String name, Words grammar) {
        ConfigurationMetadata metadata = new ConfigurationMetadata();
        metadata.group(name, "Everything about the gateway.");
        metadata.addAll(name, grammar);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("groups", metadata.groups);
        root.put("properties", metadata.properties);
        root.put("hints", metadata.hints);
        return root;
    }

    private void addAll(String prefix, Words words) {
        words.keywords().forEach(keyword -> add(prefix + "." + keyword.name(), keyword));
    }

    private void add(String name, Keyword<?> keyword) {
        switch (keyword.shape()) {
            case Section section -> {
                group(name, keyword.description());
                addAll(name, section);
            }
            case Options options -> {
                group(name, keyword.description());
                addAll(name, options);
            }
            case Switch with -> {
                property(name, "java.lang.String", keyword);
                addAll(name, with.line());
            }
            case Line line -> {
                property(name, "java.lang.String", keyword);
                addAll(name, line);
            }
            case Named named -> property(name, "java.util.Map<java.lang.String,java.lang.Object>", keyword);
            case Several several -> property(name, "java.util.List<java.lang.Object>", keyword);
            case Choice<?> choice -> {
                property(name, choice.type().getName(), keyword);
                hints.add(entries(
                        "name",
                        name,
                        "values",
                        choice.words().stream()
                                .map(word -> entries("value", word))
                                .toList()));
            }
            case TimeSpan span -> property(name, "java.time.Duration", keyword);
            case Size size -> property(name, "java.lang.String", keyword);
            case WholeNumber number -> property(name, "java.lang.Integer", keyword);
            case Flag flag -> property(name, "java.lang.Boolean", keyword);
            case RetryWords words -> property(name, "java.util.List<java.lang.String>", keyword);
            case ByStatus byStatus -> property(name, "java.util.Map<java.lang.Integer,java.lang.String>", keyword);
            case Texts texts -> property(name, "java.util.List<java.lang.String>", keyword);
            case TlvFormats formats -> property(name, "java.util.Map<java.lang.String,java.lang.String>", keyword);
            case Fields fields -> property(name, "java.util.Map<java.lang.String,java.lang.String>", keyword);
            case ErrorStatus status -> property(name, "java.lang.Integer", keyword);
            case RuleLines lines -> property(name, "java.util.List<java.lang.String>", keyword);
            case Lines<?> lines -> property(name, "java.util.List<java.lang.String>", keyword);
            case BalanceFactor factor -> property(name, "java.lang.Integer", keyword);
            case Scalar<?> word -> property(name, "java.lang.String", keyword);
        }
    }

    private void group(String name, String description) {
        groups.add(entries(
                "name",
                name,
                "sourceType",
                GatewayAutoConfiguration.class.getName(),
                "description",
                description.replace("`", "")));
    }

    private void property(String name, String type, Keyword<?> keyword) {
        Map<String, Object> property = entries(
                "name", name, "type", type, "description", keyword.description().replace("`", ""));
        if (keyword.otherwise() != null) {
            property.put("defaultValue", keyword.otherwise());
        }
        properties.add(property);
    }

    private static Map<String, Object> entries(Object... keysAndValues) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return entries;
    }
}
