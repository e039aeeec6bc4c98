package io.checkoutsuite.cart.history;

/** What became of a request to publish events again. */
public sealed interface PublicationResult {

    /** The request id or cart id that was asked for. */
    String id();

    /** The broker has acknowledged the event. */
    record Published(String id, String eventId) implements PublicationResult {}

    /** The pending events of the cart are with the relay. */
    record Relayed(String id) implements PublicationResult {}

    /** The event has another body than the one that was asked for; it is not published. */
    record Changed(String id, String eventId) implements PublicationResult {}

    /** The attempt is undecided. */
    record NotDecided(String id) implements PublicationResult {}

    /** No event can be created, because the stored cart or attempt is inconsistent. */
    record NoEvent(String id, String reason) implements PublicationResult {}

    /** There is no such cart or attempt. */
    record Unknown(String id) implements PublicationResult {}

    /** The attempt is no orphan: it has a cart, readable or not. */
    record CartExists(String id) implements PublicationResult {}

    /** The cart has no pending event. */
    record NothingPending(String id) implements PublicationResult {}
}
