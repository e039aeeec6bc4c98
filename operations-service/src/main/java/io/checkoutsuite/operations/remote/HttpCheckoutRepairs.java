package io.checkoutsuite.operations.remote;

import io.checkoutsuite.operations.history.CheckoutRepairs;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.PublicationResult;
import io.checkoutsuite.operations.remote.CartRepairClient.OutcomeReference;
import io.checkoutsuite.operations.remote.CartRepairClient.PublicationRequest;
import io.checkoutsuite.operations.remote.CartRepairClient.PublicationResponse;
import io.checkoutsuite.text.RequiredFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Asks the cart service to publish events again, and to retry and resume what is open. */
@RequiredArgsConstructor
final class HttpCheckoutRepairs implements CheckoutRepairs {

    /** With the timeout of publications. */
    private final CartRepairClient publications;

    private final CartRepairClient commands;
    private final Unavailability unavailability;

    @Override
    public PublicationResult republish(String tenant, Republication why, OutcomeEvent outcome) {
        return Objects.requireNonNull(republish(tenant, why, List.of(outcome)).get(outcome.requestId()));
    }

    @Override
    public Map<String, PublicationResult> republish(String tenant, Republication why, List<OutcomeEvent> outcomes) {
        List<OutcomeReference> references = outcomes.stream()
                .map(outcome -> new OutcomeReference(outcome.requestId(), outcome.digest()))
                .toList();
        return publish(
                tenant,
                new PublicationRequest(why.replayId(), why.target(), why.by(), references, null, null),
                outcomes.stream().map(OutcomeEvent::requestId).toList());
    }

    @Override
    public Map<String, PublicationResult> rollBackOrphans(String tenant, Republication why, List<String> requestIds) {
        return publish(
                tenant,
                new PublicationRequest(why.replayId(), why.target(), why.by(), null, requestIds, null),
                requestIds);
    }

    @Override
    public Map<String, PublicationResult> publishPending(String tenant, String by, List<String> cartIds) {
        return publish(tenant, new PublicationRequest(null, null, by, null, null, cartIds), cartIds);
    }

    private Map<String, PublicationResult> publish(String tenant, PublicationRequest request, List<String> asked) {
        try {
            PublicationResponse response = publications.publish(tenant, request);
            if (response == null || RequiredFields.firstMissing(response).isPresent()) {
                throw new RestClientException("It responded without results");
            }
            Map<String, PublicationResult> results = new HashMap<>();
            response.results()
                    .forEach(result -> results.put(
                            result.id(), new PublicationResult(result.id(), result.result(), result.detail())));
            if (!results.keySet().containsAll(asked)) {
                throw new RestClientException("It responded without the results of all publications");
            }
            return results;
        } catch (RestClientException failure) {
            throw unavailability.ofCart(failure);
        }
    }

    @Override
    public boolean retryCompensation(String tenant, String requestId) {
        return isAccepted(() -> commands.retryCompensation(tenant, requestId));
    }

    @Override
    public boolean resume(String tenant, String requestId) {
        return isAccepted(() -> commands.resume(tenant, requestId));
    }

    private boolean isAccepted(Runnable command) {
        try {
            command.run();
            return true;
        } catch (HttpClientErrorException.NotFound | HttpClientErrorException.Conflict nothingToDo) {
            return false;
        } catch (RestClientException failure) {
            throw unavailability.ofCart(failure);
        }
    }
}
