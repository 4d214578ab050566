package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.NearestWord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Refuses what is written where no keyword stands for it. The environment isn't checked: others write there too, such
 * as Kubernetes, which describes a service called {@code gateway} in variables with our prefix.
 */
final class Spelling {

    private Spelling() {}

    static void check(Place root, Words grammar) {
        root.written().forEach(name -> walk(root, name, root.name().getNumberOfElements(), grammar));
    }

    private static void walk(Place root, ConfigurationPropertyName name, int depth, Shape<?> shape) {
        if (depth == name.getNumberOfElements()) {
            return;
        }
        switch (shape) {
            case Options options when name.isNumericIndex(depth) -> walk(root, name, depth + 1, options);
            case Words words ->
                walk(root, name, depth + 1, keyword(root, name, depth, words).shape());
            case ByStatus byStatus -> {
                checkStatus(root, name, depth);
                walk(root, name, depth + 1, byStatus.each());
            }
            case TlvFormats formats -> walk(root, name, depth + 1, new Text("format"));
            case Fields fields -> walk(root, name, depth + 1, new FieldToken());
            case Texts texts -> walk(root, name, name.isNumericIndex(depth) ? depth + 1 : depth, texts.each());
            case RuleLines lines -> {
                lines.check(root.at(name.chop(depth + 1)));
                int behind = name.isNumericIndex(depth) || depth + 1 == name.getNumberOfElements()
                        ? depth + 1
                        : name.isNumericIndex(depth + 1) ? depth + 2 : depth + 1;
                walk(root, name, behind, new Text(lines.what()));
            }
            case Switch with -> walk(root, name, depth, with.line());
            case Named named -> walk(root, name, depth + 1, named.each());
            case Several several -> walk(root, name, name.isNumericIndex(depth) ? depth + 1 : depth, several.each());
            case Lines<?> lines -> walk(root, name, name.isNumericIndex(depth) ? depth + 1 : depth, lines.each());
            case RetryWords words when name.isNumericIndex(depth) -> {}
            case Scalar<?> scalar ->
                throw new DefinitionException(
                        name.chop(depth).toString(),
                        null,
                        "takes a value, not a map",
                        "Write: " + scalar.values() + ".");
        }
    }

    /** A small number in brackets is the place in a list of lines. */
    private static void checkStatus(Place root, ConfigurationPropertyName name, int depth) {
        String element = name.getElement(depth, Form.ORIGINAL);
        if (name.isNumericIndex(depth) && element.length() < 3) {
            return;
        }
        try {
            new ErrorStatus().parse(element);
        } catch (Mistake mistake) {
            Place unknown = root.at(name.chop(depth + 1));
            throw new DefinitionException(unknown.property(), unknown.text(), mistake.reason(), mistake.mend());
        }
    }

    private static Keyword<?> keyword(Place root, ConfigurationPropertyName name, int depth, Words words) {
        Keyword<?> keyword = words.keyword(name.getElement(depth, Form.UNIFORM));
        if (keyword == null) {
            Place unknown = root.at(name.chop(depth + 1));
            if (name.isNumericIndex(depth)) {
                throw new DefinitionException(
                        unknown.property(),
                        unknown.text(),
                        "takes a map, not a list",
                        "Write one of these instead of the dash: " + String.join(", ", words.names()) + ".");
            }
            throw unknown(unknown.property(), unknown.text(), unknown.lastName(), words);
        }
        return keyword;
    }

    private static DefinitionException unknown(String property, @Nullable String value, String word, Words words) {
        return new DefinitionException(
                property, value, "'" + word + "' is no keyword here", NearestWord.mend(word, words.names()));
    }
}
