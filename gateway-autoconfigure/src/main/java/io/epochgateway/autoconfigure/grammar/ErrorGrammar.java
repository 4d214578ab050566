package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ErrorDefinition;
import io.epochgateway.definition.ErrorDefinition.Composed;
import io.epochgateway.definition.ErrorDefinition.File;
import io.epochgateway.definition.ErrorDefinition.Redirection;
import io.epochgateway.definition.ErrorDefinition.Usual;
import io.epochgateway.definition.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what proxies answer in place of the gateway's own errors. */
final class ErrorGrammar {

    private final Map<String, Settings> sections;

    /**
     * @param sections those below {@code gateway.http-errors}
     */
    ErrorGrammar(Map<String, Settings> sections) {
        this.sections = sections;
    }

    /** What a proxy says, and where it says nothing of a status, what the defaults say. */
    Map<Integer, ErrorDefinition> read(Settings proxy, Settings defaults) {
        Map<Integer, ErrorDefinition> errors = read(defaults);
        errors.putAll(read(proxy));
        return errors;
    }

    /** Of one section: the more a keyword says of a single status, the later it is read, and the last one holds. */
    private Map<Integer, ErrorDefinition> read(Settings section) {
        Map<Integer, ErrorDefinition> errors = new TreeMap<>();
        section.get(ErrorKeywords.ERRORFILES, List.of()).forEach(use -> errors.putAll(used(use)));
        errors.putAll(files(section));
        locations(section, ErrorKeywords.ERRORLOC, 302, errors);
        locations(section, ErrorKeywords.ERRORLOC302, 302, errors);
        locations(section, ErrorKeywords.ERRORLOC303, 303, errors);
        section.get(ErrorKeywords.HTTP_ERROR, List.of()).forEach(error -> composed(error, errors));
        return errors;
    }

    private static Map<Integer, ErrorDefinition> files(Settings section) {
        Map<Integer, ErrorDefinition> files = new TreeMap<>();
        section.get(ErrorKeywords.ERRORFILE, Map.of())
                .forEach((status, file) -> files.put(status, new File(file.property(), file.value())));
        return files;
    }

    private static void locations(
            Settings section,
            Keyword<Map<Integer, Setting<String>>> keyword,
            int redirection,
            Map<Integer, ErrorDefinition> errors) {
        section.get(keyword, Map.of())
                .forEach((status, location) ->
                        errors.put(status, new Redirection(location.property(), redirection, location.value())));
    }

    private Map<Integer, ErrorDefinition> used(Settings use) {
        String name = use.find(ErrorKeywords.ERRORS_NAME);
        if (name == null) {
            throw new DefinitionException(
                    use.property(),
                    null,
                    "it doesn't say which section to use",
                    "Write the name of one of gateway.http-errors.");
        }
        Map<Integer, ErrorDefinition> files = section(use.property(), name);
        List<Integer> wanted = new ArrayList<>();
        for (Keyword<Boolean> status : ErrorKeywords.STATUSES) {
            if (use.get(status)) {
                wanted.add(Integer.valueOf(status.name()));
            }
        }
        for (Integer status : wanted) {
            refuseMissing(use.property(), name, status, files);
        }
        if (!wanted.isEmpty()) {
            files.keySet().retainAll(wanted);
        }
        return files;
    }

    private Map<Integer, ErrorDefinition> section(String property, String name) {
        Settings section = sections.get(name);
        if (section == null) {
            throw new DefinitionException(
                    property,
                    name,
                    "there is no such section of gateway.http-errors",
                    NearestWord.mend(name, sections.keySet()));
        }
        return files(section);
    }

    private static void refuseMissing(
            String property, String name, Integer status, Map<Integer, ErrorDefinition> files) {
        if (!files.containsKey(status)) {
            throw new DefinitionException(
                    property,
                    name + " " + status,
                    "gateway.http-errors." + name + " says nothing of " + status,
                    "Leave the status out, or add a file for it.");
        }
    }

    private void composed(Settings error, Map<Integer, ErrorDefinition> errors) {
        Integer status = error.find(ErrorKeywords.STATUS);
        if (status == null) {
            throw mistake(error, "there is no status", "Begin with one, for example 'status 503'.");
        }
        errors.put(status, composed(error, status));
    }

    private ErrorDefinition composed(Settings error, Integer status) {
        String property = error.property();
        String file = error.find(ErrorKeywords.ONE_ERRORFILE);
        String set = error.find(ErrorKeywords.ONE_OF_ERRORFILES);
        String text = error.find(ErrorKeywords.STRING);
        String path = error.find(ErrorKeywords.FILE);
        boolean usual = error.get(ErrorKeywords.DEFAULT_ERRORFILES);
        String type = error.find(ErrorKeywords.CONTENT_TYPE);
        Map<String, String> fields = error.get(ErrorKeywords.HDR, Map.of());
        int bodies = count(file) + count(set) + count(text) + count(path) + (usual ? 1 : 0);
        if (bodies > 1) {
            throw mistake(
                    error,
                    "says more than once what to answer",
                    "Keep one of string, file, errorfile, errorfiles and default-errorfiles.");
        }
        boolean whole = file != null || set != null || usual;
        if (whole && (type != null || !fields.isEmpty())) {
            throw mistake(error, "content-type and hdr can't change a whole response", "Leave them out.");
        }
        if (file != null) {
            return new File(property, file);
        }
        if (set != null) {
            Map<Integer, ErrorDefinition> files = section(property, set);
            refuseMissing(property, set, status, files);
            return Objects.requireNonNull(files.get(status));
        }
        if (usual) {
            return new Usual(property);
        }
        boolean body = path != null || (text != null && !text.isEmpty());
        if (body != (type != null)) {
            throw mistake(
                    error,
                    body ? "the body has no content-type" : "there is no body for the content-type",
                    body ? "Add one, for example 'content-type text/plain'." : "Add string or file, or leave it out.");
        }
        return new Composed(property, type, text, path, fields);
    }

    private static int count(@Nullable String written) {
        return written == null ? 0 : 1;
    }

    private static DefinitionException mistake(Settings error, String reason, String mend) {
        return new DefinitionException(error.property(), null, reason, mend);
    }
}
