package io.checkoutsuite.messaging.deadletter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.MalformedEventException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableEventTests {

    private final EventCodec codec = new EventCodec("/test");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'occurredAt':'4242 4242 4242 4242'} | Unreadable checkoutRollback at /occurredAt",
                "{'failureMessage':{'4242':1}}        | Unreadable checkoutRollback at /failureMessage",
                "4242 4242 4242 4242                  | Unreadable checkoutRollback",
                "[                                    | Unreadable checkoutRollback"
            },
            quoteCharacter = '"')
    void the_message_says_where_an_event_is_unreadable_and_quotes_none_of_it(String body, String message) {
        byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> codec.read(EventType.CHECKOUT_ROLLBACK, json))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    /** A SKU is normalized, which takes time quadratic in the length of such texts: minutes for this one. */
    @Test
    @Timeout(20)
    void a_text_that_is_longer_than_any_of_an_event_makes_it_unreadable() {
        String text = "\u0315".repeat(1_000_000) + "\u0316".repeat(1_000_000);
        byte[] json = ("{\"failureMessage\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> codec.read(EventType.CHECKOUT_ROLLBACK, json))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("Unreadable checkoutRollback at /failureMessage");
    }
}
