package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.autoconfigure.grammar.CaptureLine.Capture;
import io.epochgateway.autoconfigure.grammar.CaptureLine.Of;
import io.epochgateway.definition.CaptureDefinition.Part;
import java.util.List;

/** HAProxy's {@code declare capture}: a place for what rules capture. */
record DeclareLine() implements Scalar<Capture> {

    @Override
    public Capture parse(String text) throws Mistake {
        List<String> words = Arguments.of(text);
        if (words.size() != 4
                || !words.getFirst().equals("capture")
                || !words.get(2).equals("len")) {
            throw new Mistake("is no declaration of a capture", "Write for example 'capture request len 20'.");
        }
        Of of = switch (words.get(1)) {
            case "request" -> Of.REQUEST;
            case "response" -> Of.RESPONSE;
            default -> throw new Mistake("says not of what", "Write 'capture request' or 'capture response'.");
        };
        return new Capture(of, Part.place(CaptureLine.LENGTH.parse(words.get(3))));
    }

    @Override
    public String values() {
        return "`capture request len number`, `capture response len number`";
    }
}
