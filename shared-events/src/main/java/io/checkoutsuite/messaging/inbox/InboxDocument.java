package io.checkoutsuite.messaging.inbox;

import io.checkoutsuite.messaging.InboxEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Update;

/**
 * The inbox field of a document that events change: unwrapped into a document that is inserted, or read from one that was written. Its collection
 * is one of {@code suite.messaging.inboxes}, and it has the fields {@code tenant} and {@code requestId}.
 *
 * @param inbox null if no event is recorded in the document
 */
public record InboxDocument(@Nullable List<InboxEntry> inbox) {

    static final String ENTRIES = "inbox";

    /** The field of a document that is inserted for this event. */
    public static InboxDocument of(InboxEntry entry) {
        return new InboxDocument(List.of(entry));
    }

    /** Adds the entry to the update that is the event's effect. */
    public static Update append(Update update, InboxEntry entry) {
        return update.push(ENTRIES, entry);
    }

    List<InboxEntry> entries() {
        return inbox == null ? List.of() : inbox;
    }
}
