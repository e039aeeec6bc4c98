package io.checkoutsuite.messaging.preview;

/**
 * What applying an event would do to a service's current data.
 *
 * @param description what would change, or what prevents it; for people
 */
public record EventPreview(Kind kind, String description) {

    /** Whether anything would change. */
    public enum Kind {
        /** Everything that the event requires is present. */
        NOTHING,
        /** Something that the event requires is missing and would be created. */
        CHANGE,
        /** The data contradict the event: it would be parked. */
        CONFLICT,
        /** The data cannot be read, so it is unknown whether the event contradicts them: it would be parked. */
        UNREADABLE
    }

    public static EventPreview nothing(String description) {
        return new EventPreview(Kind.NOTHING, description);
    }

    public static EventPreview change(String description) {
        return new EventPreview(Kind.CHANGE, description);
    }

    public static EventPreview conflict(String description) {
        return new EventPreview(Kind.CONFLICT, description);
    }

    public static EventPreview unreadable(String description) {
        return new EventPreview(Kind.UNREADABLE, description);
    }

    /** Whether the event could not be applied and would need an operator. */
    public boolean wouldBeParked() {
        return kind == Kind.CONFLICT || kind == Kind.UNREADABLE;
    }
}
