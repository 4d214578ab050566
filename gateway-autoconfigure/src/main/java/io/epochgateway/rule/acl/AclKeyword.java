package io.epochgateway.rule.acl;

import io.epochgateway.rule.language.Mistake;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ACL begins with: an expression, or a word that stands for one and a way to compare it, such as
 * {@code path_beg}.
 *
 * @param method null if the word doesn't say
 */
record AclKeyword(String expression, @Nullable Method method) {

    private static final Set<String> WITH_SUFFIX =
            Set.of("base", "cook", "hdr", "path", "scook", "shdr", "url", "urlp");
    private static final List<Method> SUFFIXES =
            List.of(Method.BEG, Method.DIR, Method.DOM, Method.END, Method.LEN, Method.REG, Method.SUB);
    private static final Map<String, Method> OWN_METHOD = Map.of(
            "payload", Method.BIN,
            "payload_lv", Method.BIN,
            "req.payload", Method.BIN,
            "req.payload_lv", Method.BIN,
            "res.payload", Method.BIN,
            "res.payload_lv", Method.BIN,
            "req.ssl_ver", Method.VERSION,
            "req_ssl_ver", Method.VERSION);

    static AclKeyword of(String word) throws Mistake {
        int end = 0;
        while (end < word.length() && "(,".indexOf(word.charAt(end)) < 0) {
            end++;
        }
        String name = word.substring(0, end);
        String behind = word.substring(end);
        int underscore = name.lastIndexOf('_');
        if (underscore > 0 && WITH_SUFFIX.contains(name.substring(0, underscore))) {
            String suffix = name.substring(underscore + 1).toUpperCase(Locale.ROOT);
            Method method = SUFFIXES.stream()
                    .filter(one -> one.name().equals(suffix))
                    .findFirst()
                    .orElse(null);
            if (method != null) {
                return new AclKeyword(name.substring(0, underscore) + behind, method);
            }
        }
        // a converter may make something else of it
        boolean converted = behind.startsWith(",") || behind.contains("),");
        return new AclKeyword(word, converted ? null : OWN_METHOD.get(name));
    }
}
