package io.checkoutsuite.operations.history;

import org.jspecify.annotations.Nullable;

/**
 * What became of one requested publication.
 *
 * @param id the request id; the cart id of pending events
 * @param detail for people; null if there is nothing to add
 */
public record PublicationResult(
        String id, Kind kind, @Nullable String detail) {

    /** The kinds of results. */
    public enum Kind {
        PUBLISHED,
        /** The event is no longer the one that was read. */
        CHANGED,
        NOT_DECIDED,
        /** No event can be created, because the stored attempt is inconsistent. */
        NO_EVENT,
        UNKNOWN,
        /** The cart of a supposed orphan exists. */
        CART_EXISTS,
        NOTHING_PENDING
    }

    public boolean isPublished() {
        return kind == Kind.PUBLISHED;
    }

    /** For instance {@code CHANGED: the event has another digest}. */
    public String description() {
        return detail == null ? kind.name() : kind + ": " + detail;
    }
}
