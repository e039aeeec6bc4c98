package io.checkoutsuite.operations.remote;

import io.checkoutsuite.operations.history.FilterRefusedException;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryRequest;
import io.checkoutsuite.text.RequiredFields;
import io.checkoutsuite.web.http.IdempotentCalls;
import io.checkoutsuite.web.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException.UnprocessableContent;
import org.springframework.web.client.RestClientException;

/**
 * Calls the cart service for pages of its history, and makes sure that nothing is concluded from an unusable response: a reader throws a
 * {@link RestClientException} for one, as if there were no response.
 */
@RequiredArgsConstructor
final class HistoryCalls {

    private static final String FILTER = "/filter/";

    /** The members of a filter that have another name in an operator's request. */
    private static final Map<String, String> NAMES =
            Map.of("/filter/decidedFrom", "/filter/from", "/filter/decidedTo", "/filter/to");

    private final CartHistoryClient client;
    private final Unavailability unavailability;

    private record Problem(@Nullable String detail, List<FieldError> errors) {

        private Problem {
            // A problem without refused members has no errors.
            errors = errors == null ? List.of() : List.copyOf(errors);
        }
    }

    /**
     * Reads one page for a filter of an operator.
     *
     * @throws FilterRefusedException if the cart service does not accept the filter
     */
    <T> T filtered(String tenant, HistoryRequest request, Function<HistoryResponse, T> reader) {
        return read(() -> {
            try {
                return reader.apply(call(tenant, request));
            } catch (UnprocessableContent refused) {
                throw refusal(refused);
            }
        });
    }

    /** Reads one page. */
    <T> T page(String tenant, HistoryRequest request, Function<HistoryResponse, T> reader) {
        return read(() -> reader.apply(call(tenant, request)));
    }

    /** Reads all pages from the requested one on. */
    <T> T all(String tenant, HistoryRequest first, Function<List<HistoryResponse>, T> reader) {
        return read(() -> {
            List<HistoryResponse> responses = new ArrayList<>();
            @Nullable HistoryRequest request = first;
            while (request != null) {
                HistoryResponse response = call(tenant, request);
                responses.add(response);
                request = response.next() == null ? null : request.after(response.next());
            }
            return reader.apply(responses);
        });
    }

    private <T> T read(Supplier<T> call) {
        try {
            return call.get();
        } catch (RestClientException failure) {
            throw unavailability.ofCart(failure);
        }
    }

    private HistoryResponse call(String tenant, HistoryRequest request) {
        HistoryResponse response = IdempotentCalls.retry(() -> client.histories(tenant, request));
        if (response == null) {
            throw new RestClientException("It responded without a body");
        }
        RequiredFields.firstMissing(response).ifPresent(missing -> {
            throw new RestClientException("It responded without " + missing);
        });
        if (response.next() != null && response.next().equals(request.after())) {
            throw new RestClientException("Its page after " + request.after() + " ends where it began");
        }
        return response;
    }

    /** The call's own failure if anything but the filter was refused, which is no fault of the operator. */
    private static RuntimeException refusal(UnprocessableContent refused) {
        Problem problem = refused.getResponseBodyAs(Problem.class);
        if (problem == null
                || problem.errors().isEmpty()
                || !problem.errors().stream().allMatch(error -> error.pointer().startsWith(FILTER))) {
            return refused;
        }
        return new FilterRefusedException(
                String.valueOf(problem.detail()),
                problem.errors().stream()
                        .map(error -> new FieldError(
                                NAMES.getOrDefault(error.pointer(), error.pointer()), error.code(), error.message()))
                        .toList());
    }
}
