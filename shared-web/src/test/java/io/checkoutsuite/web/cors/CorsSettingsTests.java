package io.checkoutsuite.web.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.checkoutsuite.web.problem.ProblemWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CorsSettingsTests {

    private static boolean isEnabled(String... origins) {
        return new CrossOriginConfiguration()
                .crossOrigin(
                        new CorsSettings(List.of(origins), Duration.ofHours(1)), new ProblemWriter(new JsonMapper()))
                .isEnabled();
    }

    @Test
    void without_origins_no_page_of_another_origin_is_allowed() {
        assertThat(isEnabled()).isFalse();
        assertThat(isEnabled("https://shop.example.org", "http://localhost:5173", "http://[::1]:80"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "", "shop.example.org", "https://shop.example.org/", "https://shop.example.org/path",
                "https://user@shop.example.org", "ftp://shop.example.org", "https://", "https://a b", "null"
            })
    void what_no_browser_sends_as_an_origin_is_refused_at_startup(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorsSettings(List.of(text), Duration.ofHours(1)))
                .withMessageContaining("suite.cors.allowed-origins")
                .withMessageContaining(text);
    }
}
