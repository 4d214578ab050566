package io.epochgateway.autoconfigure.grammar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Tables of keywords in Markdown. */
final class KeywordTable {

    private KeywordTable() {}

    /** Of the keywords of one section. */
    static String of(Words words) {
        return "| keyword | values | default | meaning |\n|---|---|---|---|\n"
                + words.keywords().stream()
                        .map(keyword -> "| %s | %s |\n".formatted(name(keyword), cells(keyword)))
                        .collect(Collectors.joining());
    }

    /** Of the keywords of several sections that have many in common, with a mark for each section that takes it. */
    static String of(SequencedMap<String, Words> sections) {
        SequencedMap<String, Keyword<?>> all = new LinkedHashMap<>();
        sections.values()
                .forEach(words -> words.keywords().forEach(keyword -> all.putIfAbsent(keyword.name(), keyword)));
        return "| keyword | in | values | default | meaning |\n|---|---|---|---|---|\n"
                + all.values().stream()
                        .map(keyword ->
                                "| %s | %s | %s |\n".formatted(name(keyword), marks(keyword, sections), cells(keyword)))
                        .collect(Collectors.joining());
    }

    private static String marks(Keyword<?> keyword, Map<String, Words> sections) {
        return sections.entrySet().stream()
                .filter(section -> section.getValue().names().contains(keyword.name()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));
    }

    private static String name(Keyword<?> keyword) {
        return "`" + keyword.name() + "`";
    }

    private static String cells(Keyword<?> keyword) {
        String otherwise = keyword.otherwise() == null ? "" : "`" + keyword.otherwise() + "`";
        return String.join(" | ", List.of(values(keyword.shape()), otherwise, keyword.description()));
    }

    private static String values(Shape<?> shape) {
        return switch (shape) {
            case Section section -> "map";
            case Options options -> "map, or list of lines";
            case ByStatus byStatus -> "map from status to " + byStatus.each().what() + ", or lines";
            case Texts texts -> "list of " + texts.each().values();
            case TlvFormats formats -> "map of types";
            case Fields fields -> "map of names";
            case Switch with -> "`true`, `false`, line or map";
            case Line line -> "line or map";
            case Named named -> "map of names";
            case Several several -> "line, map, or list of them";
            case RuleLines lines -> "map, line or list of lines: " + lines.what();
            case Lines<?> lines -> "line or list of lines: " + lines.each().values();
            case Scalar<?> scalar -> scalar.values();
        };
    }
}
