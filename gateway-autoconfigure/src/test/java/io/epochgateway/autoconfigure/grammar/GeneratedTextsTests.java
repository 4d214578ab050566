package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the texts that are generated from the keywords to them. To write them anew:
 *
 * <pre>mvn -pl gateway-autoconfigure test -Dtest=GeneratedTextsTests -Dgateway.regenerate</pre>
 */
class GeneratedTextsTests {

    private static final Path RESOURCES = Path.of("src/main/resources/META-INF");
    private static final Path MANUAL = Path.of("../doc/configuration.md");
    private static final Pattern TABLE =
            Pattern.compile("(<!-- keywords: (?<name>[a-z]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("gateway", KeywordTable.of(Keywords.GATEWAY)),
            Map.entry("global", KeywordTable.of((Words) Keywords.GLOBAL.shape())),
            Map.entry("stats", KeywordTable.of((Words) Keywords.STATS.shape())),
            Map.entry("tune", KeywordTable.of((Words) Keywords.TUNE.shape())),
            Map.entry("limits", KeywordTable.of((Words) Keywords.TUNE_HTTP.shape())),
            Map.entry("socket", KeywordTable.of(((Several) Keywords.SOCKET.shape()).each())),
            Map.entry(
                    "proxies",
                    KeywordTable.of(sections(
                            (Words) Keywords.DEFAULTS.shape(),
                            each(Keywords.FRONTEND),
                            each(Keywords.LISTEN),
                            each(Keywords.BACKEND)))),
            Map.entry(
                    "timeouts",
                    KeywordTable.of(sections(
                            Keywords.TIMEOUTS,
                            Keywords.FRONTEND_TIMEOUTS,
                            Keywords.TIMEOUTS,
                            Keywords.BACKEND_TIMEOUTS))),
            Map.entry(
                    "options",
                    KeywordTable.of(sections(
                            OptionKeywords.OPTIONS,
                            OptionKeywords.FRONTEND_OPTIONS,
                            OptionKeywords.OPTIONS,
                            OptionKeywords.BACKEND_OPTIONS))),
            Map.entry("forwardfor", KeywordTable.of(((Switch) OptionKeywords.FORWARDFOR.shape()).line())),
            Map.entry("forwarded", KeywordTable.of(((Switch) OptionKeywords.FORWARDED.shape()).line())),
            Map.entry("httperror", KeywordTable.of(((Several) ErrorKeywords.HTTP_ERROR.shape()).each())),
            Map.entry("cookie", KeywordTable.of((Line) CookieKeywords.COOKIE.shape())),
            Map.entry("resolvers", KeywordTable.of(each(ResolversKeywords.RESOLVERS))),
            Map.entry("asking", KeywordTable.of(ResolversKeywords.TIMEOUTS)),
            Map.entry("holds", KeywordTable.of(ResolversKeywords.HOLDS)),
            Map.entry("template", KeywordTable.of(new Section(ResolversKeywords.SLOTS))),
            Map.entry("bind", KeywordTable.of(((Several) Keywords.BIND.shape()).each())),
            Map.entry("server", KeywordTable.of(each(Keywords.SERVERS))));

    @Test
    void theSchemaIsUpToDate() throws IOException {
        assertUpToDate(RESOURCES.resolve("epoch-gateway-schema.json"), json(JsonSchema.of(Keywords.GATEWAY)));
    }

    @Test
    void theMetadataIsUpToDate() throws IOException {
        assertUpToDate(
                RESOURCES.resolve("additional-spring-configuration-metadata.json"),
                json(ConfigurationMetadata.of("gateway", Keywords.GATEWAY)));
    }

    @Test
    void theTablesOfTheManualAreUpToDate() throws IOException {
        Matcher tables = TABLE.matcher(Files.readString(MANUAL));

        assertThat(tables.results().map(table -> table.group("name")))
                .containsExactlyInAnyOrderElementsOf(TABLES.keySet());
        assertUpToDate(
                MANUAL,
                tables.replaceAll(table -> Matcher.quoteReplacement(
                        table.group(1) + "\n" + TABLES.get(table.group("name")) + "\n" + table.group(3))));
    }

    private static void assertUpToDate(Path file, String expected) throws IOException {
        if (System.getProperty("gateway.regenerate") != null) {
            Files.writeString(file, expected);
        }
        assertThat(file).as("to write it anew: see GeneratedTextsTests").hasContent(expected);
    }

    private static String json(Object tree) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .defaultPrettyPrinter(new DefaultPrettyPrinter()
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter))
                        .build()
                        .writeValueAsString(tree)
                + "\n";
    }

    private static Words each(Keyword<Map<String, Settings>> named) {
        return ((Named) named.shape()).each();
    }

    /** By the marks of HAProxy's manual. */
    private static SequencedMap<String, Words> sections(Words defaults, Words frontend, Words listen, Words backend) {
        SequencedMap<String, Words> sections = new LinkedHashMap<>();
        sections.put("D", defaults);
        sections.put("F", frontend);
        sections.put("L", listen);
        sections.put("B", backend);
        return sections;
    }
}
