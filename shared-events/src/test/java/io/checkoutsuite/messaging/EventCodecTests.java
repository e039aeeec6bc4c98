package io.checkoutsuite.messaging;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies of events, which are compared byte for byte. */
class EventCodecTests {

    private static final Money NOTHING = Money.of("0.00", "GBP");

    private final EventCodec codec = new EventCodec("/cart-service");

    private static CheckoutCompletion completion(Map<String, String> attributes) {
        return new CheckoutCompletion(
                "c1-1",
                "100000",
                new CartSnapshot(
                        "c1",
                        1,
                        "SUBMITTED",
                        "GBP",
                        null,
                        null,
                        List.of(new CartSnapshot.Line("l1", "CUP", "Cup", 1, NOTHING, NOTHING, NOTHING, attributes)),
                        List.of(),
                        List.of(),
                        List.of(),
                        new CartSnapshot.Totals(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)),
                List.of(),
                ContextInfo.of("default"),
                Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b c d e f g h", "h g f e d c b a", "d h a f c b g e"})
    void the_attributes_of_a_line_are_written_in_one_order_however_they_were_given(String names) {
        Map<String, String> attributes = List.of(names.split(" ")).stream().collect(toMap(name -> name, name -> "1"));

        assertThat(codec.entry(completion(attributes)).body())
                .contains(
                        "\"attributes\":{\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\",\"e\":\"1\",\"f\":\"1\",\"g\":\"1\",\"h\":\"1\"}");
    }
}
