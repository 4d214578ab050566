package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ErrorDefinition;
import io.epochgateway.definition.ErrorDefinition.Composed;
import io.epochgateway.definition.ErrorDefinition.File;
import io.epochgateway.definition.ErrorDefinition.Redirection;
import io.epochgateway.definition.ErrorDefinition.Usual;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorGrammarTests {

    private static final String B = "gateway.backend.b.";

    private static Map<Integer, ErrorDefinition> errors(String lines) {
        return Written.yaml("gateway.backend.b: { " + lines + " }")
                .backend()
                .http()
                .errors();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "errorfile: { 503: /a/503.http, 404: '/b c/404.http' }",
                "errorfile: { '503': /a/503.http, \"404\": '/b c/404.http' }",
                "errorfile: [ 503 /a/503.http, '404 \"/b c/404.http\"' ]",
                "errorfile: [ 503 /a/503.http, '404 /b\\ c/404.http' ]"
            })
    void errorFilesAreAMapOrLines(String lines) {
        Map<Integer, ErrorDefinition> errors = errors(lines);
        assertThat(errors).hasSize(2);
        assertThat(errors.get(503))
                .isInstanceOfSatisfying(
                        File.class, file -> assertThat(file.path()).isEqualTo("/a/503.http"));
        assertThat(errors.get(404))
                .isInstanceOfSatisfying(
                        File.class, file -> assertThat(file.path()).isEqualTo("/b c/404.http"));
    }

    @Test
    void aSingleLineWillDo() {
        assertThat(errors("errorfile: 503 /dev/null"))
                .containsExactly(Map.entry(503, new File(B + "errorfile", "/dev/null")));
    }

    @Test
    void propertiesWriteTheSame() throws IOException {
        assertThat(Written.properties("""
                        gateway.backend.b.errorfile.503=/a
                        gateway.backend.b.errorloc[404]=/b
                        """).backend().http().errors())
                .containsExactly(
                        Map.entry(404, new Redirection(B + "errorloc[404]", 302, "/b")),
                        Map.entry(503, new File(B + "errorfile[503]", "/a")));
    }

    @Test
    void locationsSayWhereToGo() {
        assertThat(errors("errorloc: { 400: /a }, errorloc302: { 404: /b }, errorloc303: [ '503 http://c/?d=e' ]"))
                .containsExactly(
                        Map.entry(400, new Redirection(B + "errorloc[400]", 302, "/a")),
                        Map.entry(404, new Redirection(B + "errorloc302[404]", 302, "/b")),
                        Map.entry(503, new Redirection(B + "errorloc303[0]", 303, "http://c/?d=e")));
    }

    @Test
    void aReplyIsComposedInALineOrAMap() {
        Composed line = new Composed(
                B + "http-error[0]", "text/plain", "slow down", null, Map.of("Retry-After", "30", "X-A", "50%"));
        assertThat(
                        errors(
                                "http-error: [ 'status 429 content-type text/plain string \"slow down\" hdr Retry-After 30 hdr X-A 50%%' ]"))
                .containsExactly(Map.entry(429, line));
        assertThat(
                        errors(
                                "http-error: [ { status: 429, content-type: text/plain, string: slow down, hdr: { Retry-After: 30, X-A: 50%% } } ]"))
                .containsExactly(Map.entry(429, line));
        assertThat(errors("http-error: status 503 content-type text/html file /a"))
                .containsExactly(Map.entry(503, new Composed(B + "http-error", "text/html", null, "/a", Map.of())));
        assertThat(errors("http-error: status 503"))
                .containsExactly(Map.entry(503, new Composed(B + "http-error", null, null, null, Map.of())));
        assertThat(errors("http-error: status 503 errorfile /a"))
                .containsExactly(Map.entry(503, new File(B + "http-error", "/a")));
    }

    @Test
    void setsOfFilesAreTakenWholeOrInPart() {
        String sets = "http-errors: { site: { errorfile: { 403: /s403, 503: /s503 } } }";
        Written whole = Written.yaml("gateway: { " + sets + ", backend: { b: { errorfiles: site } } }");
        assertThat(whole.backend().http().errors()).containsOnlyKeys(403, 503);
        Written part = Written.yaml("gateway: { " + sets + ", backend: { b: { errorfiles: [ site 403 ] } } }");
        assertThat(part.backend().http().errors())
                .containsExactly(Map.entry(403, new File("gateway.http-errors.site.errorfile[403]", "/s403")));
        Written one =
                Written.yaml("gateway: { " + sets + ", backend: { b: { http-error: status 503 errorfiles site } } }");
        assertThat(one.backend().http().errors())
                .containsExactly(Map.entry(503, new File("gateway.http-errors.site.errorfile[503]", "/s503")));
    }

    @Test
    void aProxySaysMoreThanTheDefaultsStatusByStatus() {
        Written written = Written.yaml("""
                gateway:
                  http-errors: { site: { errorfile: { 403: /s403, 503: /s503 } } }
                  defaults:
                    errorfile: { 404: /d404, 503: /d503 }
                    http-error: [ status 500, status 502 ]
                  frontend: { f: { bind: ":1", errorfiles: site } }
                  backend: { b: { http-error: [ status 502 default-errorfiles ], errorfile: { 503: /b503 } } }
                """);
        assertThat(written.frontend().http().errors()).containsOnlyKeys(403, 404, 500, 502, 503);
        assertThat(written.frontend().http().errors().get(503))
                .isEqualTo(new File("gateway.http-errors.site.errorfile[503]", "/s503"));
        assertThat(written.backend().http().errors()).containsOnlyKeys(404, 500, 502, 503);
        assertThat(written.backend().http().errors().get(502)).isEqualTo(new Usual(B + "http-error[0]"));
        assertThat(written.backend().http().errors().get(503)).isEqualTo(new File(B + "errorfile[503]", "/b503"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            errorfile: { 599: /a }               | errorfile[599] | '599' is no status that the gateway answers by itself | 503
            errorfile: { all: /a }               | errorfile.all  | 'all' is no status that the gateway answers by itself | 503
            errorfile: [ 599 /a ]                | errorfile[0]   | '599' is no status that the gateway answers by itself | 503
            errorfile: [ 503 ]                   | errorfile[0]   | takes a status and a file        | both
            errorfile: [ 503 /a b ]              | errorfile[0]   | takes a status and a file        | both
            errorfile: { 503: '' }               | errorfile[503] | there is no file                 | Write one
            errorfile: { 503: { a: b } }         | errorfile[503] | takes a value, not a map         | file
            errorfiles: site                     | errorfiles     | there is no such section of gateway.http-errors | none
            errorloc: { 503: "/a\\nb" }          | errorloc[503]  | the location has a control character | Leave it out
            http-error: string a                 | http-error     | there is no status               | status 503
            http-error: status 599               | http-error     | status: '599' is no status that the gateway answers by itself | 503
            http-error: status 503 string a      | http-error     | the body has no content-type     | text/plain
            http-error: status 503 content-type text/plain | http-error | there is no body for the content-type | string
            http-error: status 503 string a file b | http-error   | says more than once what to answer | Keep one
            http-error: status 503 errorfile /a hdr B c | http-error | content-type and hdr can't change a whole response | Leave
            http-error: status 503 hdr A         | http-error     | 'hdr' lacks its value            | behind
            http-error: 'status 503 hdr A %[src]' | http-error     | '%[src]' depends on the request, and this reply is made once | fixed text
            http-error: status 503 lf-string a   | http-error     | 'lf-string' is no keyword of a http-error | Did you mean 'string'?
            http-error: [ { status: 503, strng: a } ] | http-error[0].strng | 'strng' is no keyword here | Did you mean 'string'?
            """)
    void aMistakeNamesItsPlaceAndItsMend(String yaml, String property, String reason, String mend) {
        DefinitionException mistake =
                Written.yaml("gateway.backend.b: { " + yaml + " }").mistake();
        assertThat(mistake.property()).isEqualTo(B + property);
        assertThat(mistake.reason()).isEqualTo(reason);
        assertThat(mistake.mend()).contains(mend);
    }

    @Test
    void aStatusThatASetLacksIsAMistake() {
        DefinitionException mistake = Written.yaml("""
                gateway:
                  http-errors: { site: { errorfile: { 403: /a } } }
                  backend: { b: { errorfiles: [ site 403 503 ] } }
                """).mistake();
        assertThat(mistake.property()).isEqualTo(B + "errorfiles[0]");
        assertThat(mistake.reason()).isEqualTo("gateway.http-errors.site says nothing of 503");
    }
}
