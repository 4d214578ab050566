package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.http.ErrorReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The JSON schema of the {@code gateway} tree, for editors of YAML: draft 7, the one that they all know. */
final class JsonSchema {

    private static final Map<String, Object> PLACEHOLDER = entries("type", "string", "pattern", "\\$\\{");

    private JsonSchema() {}

    static Map<String, Object> of(Words grammar) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Epoch Gateway");
        schema.put("type", "object");
        schema.put("properties", Map.of("gateway", shape(grammar)));
        return schema;
    }

    private static Map<String, Object> shape(Shape<?> shape) {
        return switch (shape) {
            case Section section -> map(section);
            case Options options -> severalOf(options);
            case Switch with -> anyOf(Map.of("type", "boolean"), Map.of("type", "string"), map(with.line()));
            case Line line -> anyOf(Map.of("type", "string"), map(line));
            case Named named -> named(named);
            case Several several -> severalOf(several.each());
            case WholeNumber number -> orPlaceholder(number(number));
            case Choice<?> choice -> orPlaceholder(Map.of("enum", choice.words()));
            case Flag flag -> orPlaceholder(Map.of("type", "boolean"));
            case Seconds seconds ->
                anyOf(
                        entries("type", "integer", "minimum", 1),
                        entries("type", "string", "pattern", "^([0-9]+([sSmMhH])?|P.+)$|\\$\\{"));
            case TimeSpan span ->
                anyOf(
                        entries("type", "integer", "minimum", 0),
                        entries("type", "string", "pattern", "^([0-9]+([uU][sS]|[mM][sS]|[sSmMhHdD])?|P.+)$|\\$\\{"));
            case Size size ->
                anyOf(
                        entries("type", "integer", "minimum", size.lowest(), "maximum", size.highest()),
                        entries("type", "string", "pattern", "^[0-9]+([kKmMgG]?[bB]|[kKmMgG])?$|\\$\\{"));
            case ProxyName name -> entries("type", "string", "pattern", "^" + ProxyName.VALID.pattern() + "$|\\$\\{");
            case RetryWords words ->
                anyOf(
                        Map.of("type", "string"),
                        Map.of("type", "integer"),
                        entries("type", "array", "items", Map.of("type", List.of("string", "integer"))));
            case ByStatus byStatus -> byStatus();
            case Texts texts ->
                anyOf(Map.of("type", "string"), entries("type", "array", "items", Map.of("type", "string")));
            case TlvFormats formats -> entries("type", "object", "additionalProperties", Map.of("type", "string"));
            case Fields fields -> entries("type", "object", "additionalProperties", Map.of("type", "string"));
            case ErrorStatus status -> orPlaceholder(Map.of("enum", statuses()));
            case SmtpLine line -> anyOf(Map.of("type", "boolean"), Map.of("type", "string"));
            case BeanName name -> anyOf(Map.of("const", false), Map.of("type", "string"));
            case HttpCheckLine line -> anyOf(Map.of("type", "boolean"), Map.of("type", "string"));
            case RuleLines lines -> rules(lines);
            case Lines<?> lines ->
                anyOf(
                        shape(lines.each()), //
                        entries("type", "array", "items", shape(lines.each())));
            case BalanceFactor factor -> orPlaceholder(entries("type", "integer", "minimum", 0, "maximum", 65535));
            case FileMode mode ->
                anyOf(
                        entries("type", "integer", "minimum", 0, "maximum", 777),
                        entries("type", "string", "pattern", "^0*[0-7]{1,3}$|\\$\\{"));
            case Scalar<?> word -> Map.of("type", "string");
        };
    }

    private static Map<String, Object> rules(RuleLines lines) {
        Map<String, Object> some =
                anyOf(Map.of("type", "string"), entries("type", "array", "items", Map.of("type", "string")));
        if (lines.words().isEmpty()) {
            return anyOf(
                    Map.of("type", "string"),
                    entries("type", "array", "items", Map.of("type", "string")),
                    entries("type", "object", "additionalProperties", some));
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        lines.words().forEach(word -> properties.put(word, some));
        return anyOf(
                Map.of("type", "string"),
                entries("type", "array", "items", Map.of("type", "string")),
                entries("type", "object", "properties", properties, "additionalProperties", false));
    }

    private static Map<String, Object> map(Words words) {
        Map<String, Object> properties = new LinkedHashMap<>();
        words.keywords().forEach(keyword -> properties.put(keyword.name(), keyword(keyword)));
        return entries("type", "object", "additionalProperties", false, "properties", properties);
    }

    private static Map<String, Object> keyword(Keyword<?> keyword) {
        Map<String, Object> schema =
                entries("description", keyword.description().replace("`", ""));
        if (keyword.otherwise() != null) {
            schema.put("default", value(keyword.otherwise()));
        }
        schema.putAll(shape(keyword.shape()));
        return schema;
    }

    private static Object value(String text) {
        return switch (text) {
            case "true", "false" -> Boolean.valueOf(text);
            case String digits when digits.matches("\\d+") -> Integer.valueOf(digits);
            default -> text;
        };
    }

    private static Map<String, Object> named(Named named) {
        String name = ProxyName.VALID.pattern();
        return entries(
                "type",
                "object",
                "propertyNames",
                Map.of("pattern", "^(" + name + "|\\[" + name + "\\])$"),
                "additionalProperties",
                shape(named.each()));
    }

    private static Map<String, Object> severalOf(Words words) {
        Map<String, Object> each = map(words);
        Map<String, Object> text = Map.of("type", "string");
        return anyOf(text, each, entries("type", "array", "items", anyOf(text, each)));
    }

    private static Map<String, Object> byStatus() {
        Map<String, Object> text = Map.of("type", "string");
        List<String> names = statuses().stream().map(String::valueOf).toList();
        Map<String, Object> map =
                entries("type", "object", "propertyNames", Map.of("enum", names), "additionalProperties", text);
        return anyOf(text, map, entries("type", "array", "items", text));
    }

    private static List<Integer> statuses() {
        return Stream.of(ErrorReply.values()).map(ErrorReply::status).toList();
    }

    private static Map<String, Object> number(WholeNumber number) {
        Map<String, Object> schema = entries("type", "integer", "minimum", number.lowest());
        if (number.highest() < Integer.MAX_VALUE) {
            schema.put("maximum", number.highest());
        }
        return schema;
    }

    private static Map<String, Object> orPlaceholder(Map<String, Object> schema) {
        return anyOf(schema, PLACEHOLDER);
    }

    private static Map<String, Object> anyOf(Object... schemas) {
        return entries("anyOf", List.of(schemas));
    }

    /** Keys and values in turn, in this order. */
    private static Map<String, Object> entries(Object... keysAndValues) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return entries;
    }
}
