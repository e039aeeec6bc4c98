package io.checkoutsuite.messaging;

/**
 * What applying an event would do to a service's data as they are now.
 *
 * @param description what would change, or what stands in the way; for people
 */
public record Effect(Kind kind, String description) {

    /** Whether anything would change. */
    public enum Kind {
        /** All that the event asks for is there. */
        NOTHING,
        /** Something that the event asks for is missing and would be made. */
        CHANGE,
        /** The data contradict the event: it would be parked. */
        CONFLICT,
        /** The data cannot be read, so nobody knows whether they fit: it would be parked. */
        UNREADABLE
    }

    public static Effect nothing(String description) {
        return new Effect(Kind.NOTHING, description);
    }

    public static Effect change(String description) {
        return new Effect(Kind.CHANGE, description);
    }

    public static Effect conflict(String description) {
        return new Effect(Kind.CONFLICT, description);
    }

    public static Effect unreadable(String description) {
        return new Effect(Kind.UNREADABLE, description);
    }

    /** Whether something stands in the way of the event, so that it takes a person. */
    public boolean wouldBeParked() {
        return kind == Kind.CONFLICT || kind == Kind.UNREADABLE;
    }
}
