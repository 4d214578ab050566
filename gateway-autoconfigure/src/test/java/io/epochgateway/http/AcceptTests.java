package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.http.MessageHead.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 12.5.1: the most precise range that matches a type gives its weight. */
class AcceptTests {

    private static boolean prefersJson(String fields) {
        MessageHead head = new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);
        Reading reading = Reading.in(head, "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
        assertThat(reading.refusal()).isNull();
        return head.prefersJson();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/problem+json",
                "application/*",
                "application/json, */*",
                "application/json, text/plain, */*",
                "application/json, text/html;q=0.9",
                "text/html;q=0.5, application/problem+json ; charset=utf-8 ; Q=0.501",
                "text/html;q=0, */*",
                "text/*;q=0.1, application/json;q=0.2",
                "text/html;q=0.8, application/json;q=1.000",
                ", application/json ,"
            })
    void jsonIsPreferred(String accept) {
        assertThat(prefersJson("Accept: " + accept + "\r\n")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/html",
                "text/plain",
                "application/xml",
                "text/html, application/json",
                "application/json, text/html",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "application/json;q=0.5, text/html;q=0.6",
                "application/json;q=0",
                "application/json;q=0.0, */*",
                "application/json;q=nonsense",
                "application/json;q=",
                "application/jsonp",
                "application",
                ";;;,,,"
            })
    void htmlIsThePreferenceOrTheDefault(String accept) {
        assertThat(prefersJson("Accept: " + accept + "\r\n")).isFalse();
    }

    @Test
    void severalFieldsAreOneList() {
        assertThat(prefersJson("Accept: text/html;q=0.1\r\nX: y\r\naccept: application/json\r\n"))
                .isTrue();
    }

    @Test
    void withoutTheFieldItIsHtml() {
        assertThat(prefersJson("")).isFalse();
    }
}
