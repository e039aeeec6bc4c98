package io.checkoutsuite.operations.deadletter;

import io.checkoutsuite.operations.participant.Participant;
import java.util.Optional;

/**
 * A place in the list of all dead letters: everything of the services before this one, and of this one up to the letter, is read.
 *
 * @param letterId empty before the first letter of the service
 */
public record DeadLetterCursor(Participant service, String letterId) {

    /** Before the first letter of all. */
    public static final DeadLetterCursor START = new DeadLetterCursor(Participant.values()[0], "");

    /** Empty unless the text begins with the name of a participant and a slash. */
    public static Optional<DeadLetterCursor> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Participant.named(text.substring(0, slash))
                        .map(service -> new DeadLetterCursor(service, text.substring(slash + 1)));
    }

    String text() {
        return service.serviceName() + "/" + letterId;
    }
}
