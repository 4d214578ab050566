package io.epochgateway.rule;

import io.epochgateway.definition.CaptureDefinition;
import io.epochgateway.definition.CaptureDefinition.Part;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Scope;
import java.util.ArrayList;
import java.util.List;

/** The places for what a frontend captures of requests; those of its rules are behind those that it has anyway. */
final class CapturePlaces {

    private static final int LONGEST = 8192;

    private final CaptureDefinition before;
    private final List<Part> request;

    CapturePlaces(CaptureDefinition before) {
        this.before = before;
        this.request = new ArrayList<>(before.request());
    }

    /**
     * Understands {@code capture sample len number} and, of requests only, {@code capture sample id number}.
     *
     * @param words behind {@code capture}; are consumed as far as they belong to it
     */
    Effect.Capture read(List<String> words, Scope scope, boolean ofRequests) throws Mistake {
        if (words.size() < 3) {
            throw new Mistake("'capture' lacks a sample, 'len' and a length", "Write for example capture path len 40.");
        }
        Expression expression = Expression.parse(words.removeFirst(), scope);
        String kind = words.removeFirst();
        String number = words.removeFirst();
        if (kind.equals("len")) {
            request.add(Part.place(number(number, 1, LONGEST)));
            return new Effect.Capture(request.size() - 1, expression);
        }
        if (kind.equals("id") && ofRequests) {
            return new Effect.Capture(known(number), expression);
        }
        throw new Mistake("'" + kind + "' is no place for what is captured", "Write 'len' and a length.");
    }

    private int known(String number) throws Mistake {
        int place = number(number, 0, Integer.MAX_VALUE);
        if (place >= request.size()) {
            throw new Mistake(
                    "there is no place " + place + " for what is captured of requests",
                    "Add declare: 'capture request len 20', or write 'len' and a length here.");
        }
        return place;
    }

    private static int number(String text, int least, int most) throws Mistake {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Mistake("'" + text + "' is no number from " + least + " to " + most, "Write one.");
    }

    /** All that is captured, by rules or without them. */
    CaptureDefinition all() {
        return new CaptureDefinition(request, before.response(), before.cookie());
    }
}
