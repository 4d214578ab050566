package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.RulesDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules may be written as maps and as lines; both come to the same. */
class RuleGrammarTests {

    private static RulesDefinition read(String rules) {
        return Written.yaml("""
                gateway:
                  frontend:
                    www:
                      bind: ":8080"
                """ + rules.indent(6)).read().frontends().getFirst().rules();
    }

    private static List<String> texts(List<RulesDefinition.Line> lines) {
        return lines.stream().map(RulesDefinition.Line::text).toList();
    }

    @Test
    void aMapAndLinesComeToTheSame() {
        RulesDefinition map = read("""
                acl:
                  is_api: path_beg /api
                  local: [ "src 10.0.0.0/8", "src 127.0.0.1" ]
                tcp-request:
                  inspect-delay: 5s
                  connection: reject if local
                  content:
                    - accept if { req.len gt 5 }
                    - reject
                use-backend: api if is_api
                """);
        RulesDefinition lines = read("""
                acl:
                  - is_api path_beg /api
                  - local src 10.0.0.0/8
                  - local src 127.0.0.1
                tcp-request:
                  - inspect-delay 5s
                  - connection reject if local
                  - content accept if { req.len gt 5 }
                  - content reject
                use-backend:
                  - api if is_api
                """);
        assertThat(texts(map.acls())).isEqualTo(texts(lines.acls())).hasSize(3);
        assertThat(texts(map.tcpRequest())).isEqualTo(texts(lines.tcpRequest())).hasSize(4);
        assertThat(texts(map.useBackend())).isEqualTo(texts(lines.useBackend())).containsExactly("api if is_api");
        assertThat(map.mayUse("api")).isTrue();
    }

    @Test
    void aLineKnowsItsProperty() {
        assertThat(read("tcp-request: { content: [ accept, reject ] }").tcpRequest())
                .extracting(RulesDefinition.Line::property, RulesDefinition.Line::text)
                .containsExactly(
                        tuple("gateway.frontend.www.tcp-request.content[0]", "content accept"),
                        tuple("gateway.frontend.www.tcp-request.content[1]", "content reject"));
    }

    @Test
    void aWordThatNoRuleBeginsWithIsRefused() {
        assertThatThrownBy(() -> read("tcp-request: { conection: reject }"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("gateway.frontend.www.tcp-request.conection")
                .hasMessageContaining("Did you mean 'connection'?");
    }
}
