package io.checkoutsuite.web.problem;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Says where a body is not what was expected, without quoting what was in it. */
public final class UnreadableJson {

    private UnreadableJson() {}

    public static FieldError error(JacksonException json) {
        String pointer = json.getPath().stream()
                .map(reference -> "/"
                        + (reference.getPropertyName() == null ? reference.getIndex() : reference.getPropertyName()))
                .collect(Collectors.joining());
        String place = pointer.isEmpty() ? "The body" : pointer;
        Throwable refusal = rootCause(json);
        if (refusal instanceof StreamConstraintsException) {
            return new FieldError(pointer, "too-large", place + " is longer or deeper than anything that is read here");
        }
        return refusal instanceof IllegalArgumentException said
                        && said.getMessage() != null
                        && !(refusal instanceof NumberFormatException)
                ? new FieldError(pointer, "not-allowed", place + ": " + said.getMessage())
                : new FieldError(pointer, "malformed", place + " is not JSON of the expected form");
    }

    private static Throwable rootCause(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure.getCause() == null
                ? failure
                : rootCause(failure.getCause());
    }
}
