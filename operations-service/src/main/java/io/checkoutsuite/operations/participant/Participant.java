package io.checkoutsuite.operations.participant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The participants of a checkout. */
public enum Participant {
    ORDER,
    INVENTORY,
    OFFER,
    PAYMENT;

    /** The name as in URLs, event headers and responses. */
    @JsonValue
    public String serviceName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Set<Participant> all() {
        return EnumSet.allOf(Participant.class);
    }

    /** Empty if no participant has this name. */
    public static Optional<Participant> named(String serviceName) {
        return Arrays.stream(values())
                .filter(participant -> participant.serviceName().equals(serviceName))
                .findFirst();
    }
}
