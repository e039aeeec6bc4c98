package io.checkoutsuite.offer.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerKeyTests {

    @Test
    void a_customer_is_known_by_id_and_by_mailbox() {
        assertThat(names("carla", "Carla+1@Example.org")).containsExactly("carla", "carla@example.org");
        assertThat(names("carla", null)).containsExactly("carla");
        assertThat(names(null, "carla@example.org")).containsExactly("carla@example.org");
        assertThat(names("Carla@example.org", "carla@example.org")).containsExactly("carla@example.org");
        assertThat(CustomerKey.of(null, null)).isNull();
        assertThat(CustomerKey.of(" ", "\u200B ")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANN@example.org",
                "ann+again@example.org",
                "a\u200Bnn@example.org",
                " ann@EXAMPLE.org",
                "ann@example.org.",
                "ann@example.org\uFF0E",
                "ann@example\u3002org",
                "ann@example\uFF61org",
                "ann\uFE0F@example.org",
                "ann\u034F@example.org",
                "ann\u3164@example.org",
                "ann\u0085@example.org"
            })
    void another_spelling_is_not_another_customer(String spelling) {
        assertThat(names(null, spelling)).isEqualTo(names(null, "ann@example.org"));
        assertThat(names(spelling, null)).isEqualTo(names(null, "ann@example.org"));
    }

    @Test
    void a_domain_in_letters_of_any_language_is_its_ascii_form() {
        assertThat(names(null, "grüße@EXÄMPLE.de")).isEqualTo(names(null, "grüße@xn--exmple-cua.de"));
        assertThat(names("ann\uFF20example.org", "ann@example.org")).hasSize(1);
    }

    @Test
    void an_id_cannot_pretend_to_be_two() {
        assertThat(names("carla\nann@example.org", null)).hasSize(1);
        assertThat(names("carla\nann", null)).hasSize(1);
    }

    private static List<String> names(String customerId, String email) {
        return CustomerKey.names(String.valueOf(CustomerKey.of(customerId, email)));
    }
}
