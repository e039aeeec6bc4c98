package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ServiceWordTests {

    @Test
    void a_service_is_called_by_its_application_name_without_the_word_service() {
        assertThat(named("order-service")).isEqualTo("order");
        assertThat(named("loyalty")).isEqualTo("loyalty");
    }

    private static String named(String application) {
        return ServiceWord.of(new MockEnvironment().withProperty("spring.application.name", application))
                .value();
    }
}
