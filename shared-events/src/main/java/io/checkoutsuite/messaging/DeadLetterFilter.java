package io.checkoutsuite.messaging;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Which dead letters are meant; what is null does not matter.
 *
 * @param topic the topic they came from
 * @param type the event type's wire name
 * @param reason text that what the listener said contains
 */
public record DeadLetterFilter(
        @Nullable String topic,
        @Nullable String type,
        @Nullable String requestId,
        @Nullable String reason) {

    public static DeadLetterFilter all() {
        return new DeadLetterFilter(null, null, null, null);
    }

    /** Whether it leaves nothing out. */
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
