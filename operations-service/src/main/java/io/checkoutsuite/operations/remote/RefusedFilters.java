package io.checkoutsuite.operations.remote;

import io.checkoutsuite.operations.history.FilterRefusedException;
import io.checkoutsuite.web.problem.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads which values of an operator's filter the cart service does not accept. */
@Component
@RequiredArgsConstructor
class RefusedFilters {

    private static final String FILTER = "/filter/";

    /** The members that have another name in an operator's request. */
    private static final Map<String, String> NAMES =
            Map.of("/filter/decidedFrom", "/filter/from", "/filter/decidedTo", "/filter/to");

    private final JsonMapper json;

    private record Problem(
            @Nullable String detail, @Nullable List<FieldError> errors) {}

    /** Empty if anything but the filter was refused, which is no fault of the operator. */
    Optional<FilterRefusedException> read(RestClientResponseException response) {
        try {
            Problem problem = json.readValue(response.getResponseBodyAsByteArray(), Problem.class);
            if (problem.errors() == null
                    || problem.errors().isEmpty()
                    || !problem.errors().stream()
                            .allMatch(error -> error.pointer().startsWith(FILTER))) {
                return Optional.empty();
            }
            return Optional.of(new FilterRefusedException(
                    String.valueOf(problem.detail()),
                    problem.errors().stream()
                            .map(error -> new FieldError(
                                    NAMES.getOrDefault(error.pointer(), error.pointer()),
                                    error.code(),
                                    error.message()))
                            .toList()));
        } catch (JacksonException noProblem) {
            return Optional.empty();
        }
    }
}
