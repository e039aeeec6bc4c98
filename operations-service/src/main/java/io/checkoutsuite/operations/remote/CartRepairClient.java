package io.checkoutsuite.operations.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.operations.history.PublicationResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;

/** The cart service's endpoints for repairs. */
interface CartRepairClient {

    /** Null if the response has no body. */
    @PostExchange("/internal/checkouts/publications")
    @Nullable
    PublicationResponse publish(@RequestHeader(TENANT) String tenant, @RequestBody PublicationRequest request);

    @PostExchange("/internal/checkouts/{requestId}/compensation-retries")
    void retryCompensation(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    @PostExchange("/internal/checkouts/{requestId}/resumptions")
    void resume(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PublicationRequest(
            @Nullable String replayId,
            @Nullable String target,
            String by,
            @Nullable List<OutcomeReference> outcomes,
            @Nullable List<String> orphans,
            @Nullable List<String> pendingOf) {}

    /** @param digest of the event that was read; another one is not published */
    record OutcomeReference(String requestId, String digest) {}

    record PublicationResponse(List<ResultMembers> results) {}

    record ResultMembers(
            String id,
            PublicationResult.Kind result,
            @Nullable String detail) {}
}
