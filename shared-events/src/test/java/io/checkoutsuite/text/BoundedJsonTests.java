package io.checkoutsuite.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The timeout is far longer than a refusal takes, and far shorter than parsing without limits took. */
@Timeout(20)
class BoundedJsonTests {

    private static final String MILLION_DIGITS = "9".repeat(1_000_000);

    private final JsonMapper json = BoundedJson.mapper().build();

    record Body(
            BigDecimal decimal,
            Money money,
            Instant instant,
            Integer number,
            Long quantity,
            List<String> list,
            Map<String, String> map,
            JsonNode any) {}

    static List<String> bodies() {
        return List.of(
                "{\"decimal\":" + MILLION_DIGITS + "}",
                "{\"decimal\":\"" + MILLION_DIGITS + "\"}",
                "{\"decimal\":1e1000000000}",
                "{\"decimal\":\"1e-2147483647\"}",
                "{\"money\":{\"amount\":\"" + "9".repeat(90_000) + "\",\"currency\":\"GBP\"}}",
                "{\"money\":{\"amount\":" + MILLION_DIGITS + ",\"currency\":\"GBP\"}}",
                "{\"money\":{\"amount\":\"1e2147483648\",\"currency\":\"GBP\"}}",
                "{\"money\":{\"amount\":\"1\",\"currency\":\"" + "G".repeat(90_000) + "\"}}",
                "{\"instant\":\"" + "2".repeat(90_000) + "\"}",
                "{\"instant\":1e1000000000}",
                "{\"instant\":\"+1000000000-12-31T23:59:59Z\"}",
                "{\"number\":" + MILLION_DIGITS + "}",
                "{\"number\":\"" + MILLION_DIGITS + "\"}",
                "{\"quantity\":1e999999999}",
                "{\"quantity\":\"" + "0".repeat(90_000) + "x\"}",
                "{\"any\":" + MILLION_DIGITS + "}",
                "{\"any\":" + "[".repeat(100_000) + "}",
                "{\"any\":" + "{\"a\":".repeat(100_000) + "}",
                "{\"" + "n".repeat(1_000_000) + "\":1}",
                "{\"any\":\"" + "s".repeat(9_000_000) + "\"}",
                "{\"list\":[" + "\"\",".repeat(BoundedJson.MOST_ELEMENTS) + "\"\"]}",
                "[" + "0,".repeat(1_000_000) + "0]");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void what_is_longer_deeper_or_more_than_anything_here_is_refused(String body) {
        assertThatThrownBy(() -> json.readValue(body, Body.class)).isInstanceOf(JacksonException.class);
    }

    /** Seconds or milliseconds? One reading of the other is the year 58879, or January 1970. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1767323045",
                "1767323045123",
                "1767323045.5",
                "\"1767323045\"",
                "\"1767323045123\"",
                "\"\"",
                "[]"
            })
    void an_instant_is_never_a_number(String instant) {
        assertThatThrownBy(() -> json.readValue("{\"instant\":" + instant + "}", Body.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("An instant is a text in ISO 8601");
    }

    @Test
    void a_map_has_a_bound_as_well() {
        StringBuilder map = new StringBuilder("{\"map\":{");
        for (int i = 0; i <= BoundedJson.MOST_ELEMENTS; i++) {
            map.append('"').append(i).append("\":\"\",");
        }
        map.append("\"\":\"\"}}");

        assertThatThrownBy(() -> json.readValue(map.toString(), Body.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("more than 20000 elements");
    }

    @Test
    void ordinary_values_are_read_as_ever() {
        Body body = json.readValue("""
                {"decimal":"12.5","money":{"amount":"1.50","currency":"GBP"},"instant":"2026-01-02T03:04:05Z",
                 "number":1,"quantity":2,"list":["a"],"map":{"b":"c"},"any":{"d":[1.5]}}
                """, Body.class);

        assertThat(body.decimal()).isEqualByComparingTo("12.5");
        assertThat(body.money()).isEqualTo(Money.of("1.50", "GBP"));
        assertThat(body.instant()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(body.list()).containsExactly("a");
        assertThat(body.map()).containsEntry("b", "c");
        assertThat(json.readValue("{\"instant\":null,\"decimal\":null,\"list\":null}", Body.class)
                        .list())
                .isNull();
    }
}
