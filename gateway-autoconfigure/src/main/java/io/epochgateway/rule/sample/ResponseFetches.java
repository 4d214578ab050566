package io.epochgateway.rule.sample;

import io.epochgateway.http.MessageHead;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a response. */
final class ResponseFetches {

    static final List<FetchKeyword> KEYWORDS = keywords();

    private ResponseFetches() {}

    private static List<FetchKeyword> keywords() {
        List<FetchKeyword> all = new ArrayList<>();
        all.add(FetchKeyword.plain("status", Type.INT, Need.RESPONSE, (evidence, sample) -> {
            MessageHead response = response(evidence, sample);
            return response != null && sample.setNumber(response.status());
        }));
        FetchKeyword version = FetchKeyword.plain("res.ver", Type.TEXT, Need.RESPONSE, ResponseFetches::version);
        all.add(version);
        all.add(version.called("resp_ver"));
        all.addAll(FieldFetches.of("res.", "s", Need.RESPONSE, ResponseFetches::response));
        all.addAll(CookieFetches.of(
                List.of("res.cook", "scook"),
                Need.RESPONSE,
                new AsciiString("set-cookie"),
                false,
                ResponseFetches::response));
        return List.copyOf(all);
    }

    private static @Nullable MessageHead response(Evidence evidence, Sample sample) {
        MessageHead response = evidence.response();
        if (response == null) {
            sample.mayChange(evidence.awaitsMore());
        }
        return response;
    }

    private static boolean version(Evidence evidence, Sample sample) {
        MessageHead response = response(evidence, sample);
        if (response == null) {
            return false;
        }
        int start = response.start() + "HTTP/".length();
        return sample.setText(response.octets(), start, start + "1.1".length());
    }
}
