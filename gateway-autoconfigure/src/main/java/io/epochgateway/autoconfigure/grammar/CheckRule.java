package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckStep;
import io.epochgateway.definition.CheckStep.SendRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of {@code tcp-check} or {@code http-check}. */
sealed interface CheckRule {

    /** A step that is ready. */
    record Step(CheckStep step, @Nullable String comment) implements CheckRule {}

    /** A request, null where it has what {@code option httpchk} says. */
    record Request(
            @Nullable String method,
            @Nullable CheckFormat uri,
            @Nullable String version,
            List<SendRequest.Field> fields,
            @Nullable CheckFormat body,
            @Nullable String comment)
            implements CheckRule {}

    /** What the texts of the following steps add. */
    record Comment(String text) implements CheckRule {}

    record DisableOn404() implements CheckRule {}

    record SendState() implements CheckRule {}
}
