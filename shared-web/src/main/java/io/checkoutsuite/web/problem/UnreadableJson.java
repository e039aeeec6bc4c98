package io.checkoutsuite.web.problem;

import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reports where a body cannot be read, without quoting its content. */
public final class UnreadableJson {

    private UnreadableJson() {}

    public static FieldError error(JacksonException json) {
        String pointer = json.getPath().stream()
                .map(reference -> "/"
                        + (reference.getPropertyName() == null ? reference.getIndex() : reference.getPropertyName()))
                .collect(Collectors.joining());
        return error(pointer, json);
    }

    static FieldError error(String pointer, Throwable failure) {
        String place = place(pointer);
        Throwable refusal = rootCause(failure);
        if (refusal instanceof StreamConstraintsException) {
            return new FieldError(pointer, "too-large", place + " exceeds the limits for length or nesting");
        }
        return refusal instanceof IllegalArgumentException illegal
                        && illegal.getMessage() != null
                        && !(refusal instanceof NumberFormatException)
                ? new FieldError(
                        pointer,
                        illegal.getCause() instanceof DateTimeParseException ? "malformed" : "not-allowed",
                        place + ": " + illegal.getMessage())
                : new FieldError(pointer, "malformed", place + " is not JSON of the expected form");
    }

    static String place(String pointer) {
        return pointer.isEmpty() ? "The body" : pointer;
    }

    private static Throwable rootCause(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure.getCause() == null
                ? failure
                : rootCause(failure.getCause());
    }
}
