package io.checkoutsuite.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevTokenRequestTests {

    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();

    @ParameterizedTest
    @ValueSource(strings = {"customer", "csr operator", "customer csr operator service"})
    void a_token_has_one_or_more_scopes(String scope) {
        assertThat(refused("carla", scope, "default")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "admin", "customer,csr", "customer  csr", "customer ", "service service service service csr"
            })
    void what_is_made_of_other_words_is_no_scope(String scope) {
        assertThat(refused("carla", scope, "default")).contains("scope");
    }

    /** Anybody may send a hundred thousand characters; they are refused and do not overflow the stack. */
    @Test
    void text_of_any_length_is_refused() {
        String endless = "customer" + " customer".repeat(12_000);

        assertThat(refused("carla", endless, "default")).contains("scope");
        assertThat(refused("carla", "customer", "t".repeat(100_000))).containsExactly("tenant");
        assertThat(refused("c".repeat(100_000), "customer", null)).containsExactly("sub");
    }

    private List<String> refused(String sub, String scope, String tenant) {
        return validator.validate(new DevTokenController.DevTokenRequest(sub, scope, tenant)).stream()
                .map(ConstraintViolation::getPropertyPath)
                .map(String::valueOf)
                .toList();
    }
}
