package io.epochgateway.rule;

import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.rule.acl.Acls;
import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.language.Duration;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Understands what the rules of both sides of a proxy are made of; knows the proxy's ACLs. What it can't understand it refuses
 * with a {@link io.epochgateway.definition.DefinitionException}.
 */
public final class RuleReader {

    private static final Logger LOG = LoggerFactory.getLogger(RuleReader.class);

    private final Acls acls = new Acls();
    private final Scope scope;

    /**
     * For the rules of one proxy.
     *
     * @param proxy its name
     * @param directory what its rules may name
     */
    public RuleReader(String proxy, Directory directory, List<RulesDefinition.Line> acls) {
        this.scope = new Scope(Place.TCP_REQUEST_CONTENT, proxy, directory);
        each(acls, (line, text) -> readAcl(text));
    }

    /** Understands a line. */
    interface Part {
        void read(RulesDefinition.Line line, String text) throws Mistake;
    }

    /** Has each line read. */
    static void each(List<RulesDefinition.Line> lines, Part part) {
        for (RulesDefinition.Line line : lines) {
            try {
                part.read(line, line.text());
            } catch (Mistake mistake) {
                throw mistake.at(line.property(), line.text());
            }
        }
    }

    Scope at(Place place) {
        return scope.at(place);
    }

    private void readAcl(String text) throws Mistake {
        String[] nameAndTest = text.strip().split("\\s+", 2);
        acls.add(nameAndTest[0], nameAndTest.length > 1 ? nameAndTest[1] : "", scope);
    }

    static long delay(List<String> words) throws Mistake {
        if (words.size() != 1) {
            throw new Mistake("'inspect-delay' takes one time", "Write for example inspect-delay 5s.");
        }
        return Duration.millis(words.getFirst());
    }

    TcpRules.Rule tcp(RulesDefinition.Line line, List<String> words, Place place) throws Mistake {
        Scope here = scope.at(place);
        TcpAction action = TcpAction.read(words, here);
        return new TcpRules.Rule(action, condition(line, words, here));
    }

    @Nullable
    Condition condition(RulesDefinition.Line line, List<String> words, Scope here) throws Mistake {
        Condition condition = acls.condition(words, here);
        if (condition != null && !condition.isPossibleAt(here.place())) {
            LOG.warn(
                    "{} = '{}': looks at what is never known in {}, so that part of it never matches",
                    line.property(),
                    line.text(),
                    here.place().word());
        }
        return condition;
    }
}
