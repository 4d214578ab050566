package io.epochgateway.rule.acl;

import io.epochgateway.rule.language.Arguments;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The ACLs of a proxy by name, and those that always exist. Filled at the start; then any thread. */
public final class Acls {

    private static final Map<String, String> PREDEFINED = Map.ofEntries(
            Map.entry("TRUE", "always_true"),
            Map.entry("FALSE", "always_false"),
            Map.entry("LOCALHOST", "src 127.0.0.1/8"),
            Map.entry("HTTP", "req.proto_http"),
            Map.entry("HTTP_1.0", "req.ver 1.0"),
            Map.entry("HTTP_1.1", "req.ver 1.1"),
            Map.entry("HTTP_2.0", "req.ver 2.0"),
            Map.entry("HTTP_CONTENT", "req.hdr_val(content-length) gt 0"),
            Map.entry("HTTP_URL_ABS", "url_reg ^[^/:]*://"),
            Map.entry("HTTP_URL_SLASH", "url_beg /"),
            Map.entry("HTTP_URL_STAR", "url *"),
            Map.entry("METH_CONNECT", "method CONNECT"),
            Map.entry("METH_DELETE", "method DELETE"),
            Map.entry("METH_GET", "method GET HEAD"),
            Map.entry("METH_HEAD", "method HEAD"),
            Map.entry("METH_OPTIONS", "method OPTIONS"),
            Map.entry("METH_POST", "method POST"),
            Map.entry("METH_PUT", "method PUT"),
            Map.entry("METH_TRACE", "method TRACE"),
            Map.entry("RDP_COOKIE", "req.rdp_cookie_cnt gt 0"),
            Map.entry("REQ_CONTENT", "req.len gt 0"),
            Map.entry("WAIT_END", "wait_end"));

    private final Map<String, Acl> byName = new HashMap<>();

    /**
     * Adds a line; several of one name are alternatives.
     *
     * @param line what stands behind the name: an expression, flags and values
     */
    public void add(String name, String line, Scope scope) throws Mistake {
        if (!name.matches("[A-Za-z0-9_.:-]+")) {
            throw new Mistake(
                    "'" + name + "' is no name of an acl",
                    "Use letters, digits, hyphens, underscores, dots and colons.");
        }
        if (name.equals("or")) {
            throw new Mistake("'or' can't be the name of an acl", "Give it another one.");
        }
        Acl acl = new Acl(List.of(AclLine.of(Arguments.of(line), scope)));
        byName.merge(name, acl, Acl::or);
    }

    Acl find(String name) throws Mistake {
        Acl acl = byName.get(name);
        if (acl != null) {
            return acl;
        }
        String predefined = PREDEFINED.get(name);
        if (predefined == null) {
            TreeSet<String> valid = new TreeSet<>(byName.keySet());
            valid.addAll(PREDEFINED.keySet());
            throw Mistake.unknown("acl", name, valid);
        }
        return new Acl(List.of(
                AclLine.of(Arguments.of(predefined), new Scope(Place.TCP_REQUEST_CONTENT, "", Directory.EMPTY))));
    }

    /** The condition in the words behind {@code if} or {@code unless}. */
    public Condition condition(List<String> words, boolean unless, Scope scope) throws Mistake {
        return new ConditionReader(this, words, scope).read(unless);
    }

    /**
     * The condition that begins at a word.
     *
     * @return null if there is no word left
     */
    public @Nullable Condition condition(List<String> words, Scope scope) throws Mistake {
        if (words.isEmpty()) {
            return null;
        }
        String first = words.getFirst();
        if (!first.equals("if") && !first.equals("unless")) {
            throw new Mistake("'" + first + "' is neither 'if' nor 'unless'", "Write a condition, or leave it out.");
        }
        return condition(new ArrayList<>(words.subList(1, words.size())), first.equals("unless"), scope);
    }
}
