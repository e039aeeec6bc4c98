package io.checkoutsuite.operations.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.operations.participant.Participant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of several services, service by service.
 *
 * @param next the cursor for the next page; null on the last page
 * @param unavailable the services whose dead letters are missing on this page because they do not answer
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterPage(
        List<SuiteDeadLetter> items, @Nullable String next, List<Participant> unavailable) {

    public DeadLetterPage {
        items = List.copyOf(items);
        unavailable = List.copyOf(unavailable);
    }
}
