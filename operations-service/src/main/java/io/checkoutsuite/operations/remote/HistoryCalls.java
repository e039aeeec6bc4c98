package io.checkoutsuite.operations.remote;

import static io.checkoutsuite.operations.remote.HistoryResponseReader.required;

import io.checkoutsuite.operations.history.FilterRefusedException;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryItem;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryRequest;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryResponse;
import io.checkoutsuite.operations.remote.CartHistoryClient.UnknownId;
import io.checkoutsuite.operations.remote.HistoryResponseReader.UnusableResponseException;
import io.checkoutsuite.web.http.IdempotentCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException.UnprocessableContent;
import org.springframework.web.client.RestClientException;

/** Calls the cart service for pages of its history, and makes sure that nothing is concluded from an unusable response. */
@RequiredArgsConstructor
final class HistoryCalls {

    private final CartHistoryClient client;
    private final RefusedFilters refusedFilters;
    private final Unavailability unavailability;

    /** A response with the members that every response must have. */
    record Response(
            Instant asOf,
            List<HistoryItem> items,
            List<UnknownId> unknown,
            @Nullable String next) {}

    /**
     * Reads one page for a filter of an operator.
     *
     * @throws FilterRefusedException if the cart service does not accept the filter
     */
    <T> T filtered(String tenant, HistoryRequest request, Function<Response, T> reader) {
        try {
            return reader.apply(call(tenant, request));
        } catch (UnprocessableContent refused) {
            throw refusedFilters.read(refused).orElseThrow(() -> unavailability.ofCart(refused));
        } catch (RestClientException failure) {
            throw unavailability.ofCart(failure);
        } catch (UnusableResponseException unusable) {
            throw unavailability.ofCart(String.valueOf(unusable.getMessage()));
        }
    }

    /** Reads one page. */
    <T> T page(String tenant, HistoryRequest request, Function<Response, T> reader) {
        return all(tenant, request, 1, responses -> reader.apply(responses.getFirst()));
    }

    /** Reads all pages from the requested one on. */
    <T> T all(String tenant, HistoryRequest request, Function<List<Response>, T> reader) {
        return all(tenant, request, Integer.MAX_VALUE, reader);
    }

    private <T> T all(String tenant, HistoryRequest first, int most, Function<List<Response>, T> reader) {
        try {
            List<Response> responses = new ArrayList<>();
            @Nullable HistoryRequest request = first;
            while (request != null && responses.size() < most) {
                Response response = call(tenant, request);
                responses.add(response);
                request = response.next() == null ? null : request.after(response.next());
            }
            return reader.apply(responses);
        } catch (RestClientException failure) {
            throw unavailability.ofCart(failure);
        } catch (UnusableResponseException unusable) {
            throw unavailability.ofCart(String.valueOf(unusable.getMessage()));
        }
    }

    private Response call(String tenant, HistoryRequest request) {
        HistoryResponse response = required(IdempotentCalls.retry(() -> client.histories(tenant, request)), "a body");
        if (response.next() != null && response.next().equals(request.after())) {
            throw new UnusableResponseException("its page after " + request.after() + " ends where it began");
        }
        return new Response(
                required(response.asOf(), "its time"),
                elements(required(response.items(), "items")),
                response.unknown() == null ? List.of() : elements(response.unknown()),
                response.next());
    }

    private static <T> List<T> elements(List<T> members) {
        members.forEach(member -> required(member, "an element of a list"));
        return members;
    }
}
