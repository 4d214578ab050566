package io.epochgateway.rule.acl;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Scope;
import java.util.ArrayList;
import java.util.List;

/** Reads a condition: terms that must all hold, and {@code or} between groups of them. */
final class ConditionReader {

    private final Acls acls;
    private final List<String> words;
    private final Scope scope;
    private int at;

    ConditionReader(Acls acls, List<String> words, Scope scope) {
        this.acls = acls;
        this.words = words;
        this.scope = scope;
    }

    Condition read(boolean unless) throws Mistake {
        List<Condition.Term[]> groups = new ArrayList<>();
        List<Condition.Term> group = new ArrayList<>();
        while (at < words.size()) {
            String word = words.get(at);
            if (word.equals("or") || word.equals("||")) {
                at++;
                groups.add(end(group, "before '" + word + "'"));
                group = new ArrayList<>();
            } else {
                group.add(term());
            }
        }
        groups.add(end(group, "at the end"));
        return new Condition(groups.toArray(Condition.Term[][]::new), unless);
    }

    private static Condition.Term[] end(List<Condition.Term> group, String where) throws Mistake {
        if (group.isEmpty()) {
            throw new Mistake("the condition lacks an acl " + where, "Write one.");
        }
        return group.toArray(Condition.Term[]::new);
    }

    private Condition.Term term() throws Mistake {
        boolean negated = false;
        String word = words.get(at++);
        while (word.startsWith("!")) {
            negated = !negated;
            word = word.substring(1);
            if (word.isEmpty()) {
                if (at == words.size()) {
                    throw new Mistake("the condition lacks an acl behind '!'", "Write one.");
                }
                word = words.get(at++);
            }
        }
        return new Condition.Term(word.equals("{") ? anonymous() : acls.find(word), negated);
    }

    private Acl anonymous() throws Mistake {
        int start = at;
        while (at < words.size() && !words.get(at).equals("}")) {
            at++;
        }
        if (at == words.size()) {
            throw new Mistake("'{' is not closed", "Write ' }' behind the acl, with a blank before it.");
        }
        return new Acl(List.of(AclLine.of(words.subList(start, at++), scope)));
    }
}
