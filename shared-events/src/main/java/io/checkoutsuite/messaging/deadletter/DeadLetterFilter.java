package io.checkoutsuite.messaging.deadletter;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Selects dead letters; a null field matches all of them.
 *
 * @param topic the topic that they came from
 * @param type the event type's wire name
 * @param reason text that the reported failure contains
 */
public record DeadLetterFilter(
        @Nullable String topic,
        @Nullable String type,
        @Nullable String requestId,
        @Nullable String reason) {

    public static DeadLetterFilter all() {
        return new DeadLetterFilter(null, null, null, null);
    }

    /** Whether it matches all dead letters. */
    public boolean isAll() {
        return equals(all());
    }

    Criteria narrow(Criteria criteria) {
        if (topic != null) {
            criteria.and("origin").is(topic);
        }
        if (type != null) {
            criteria.and("type").is(type);
        }
        if (requestId != null) {
            criteria.and("requestId").is(requestId);
        }
        if (reason != null) {
            criteria.and("reason").regex(Pattern.quote(reason));
        }
        return criteria;
    }
}
