package io.checkoutsuite.stack.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Formats an age in the largest suitable unit. */
final class AgeFormat {

    private AgeFormat() {}

    static String of(Duration age) {
        if (age.toDays() > 1) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 1 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }

    /** The age of an ISO-8601 instant; the text itself if it is not an instant. */
    static String since(String instant) {
        try {
            return of(Duration.between(Instant.parse(instant), Instant.now()));
        } catch (DateTimeParseException noInstant) {
            return instant;
        }
    }
}
