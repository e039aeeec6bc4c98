package io.checkoutsuite.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdempotencyKeyTests {

    private static final IdempotencyKey KEY = new IdempotencyKey("k1");

    static String[] valuesOfNoKey() {
        return new String[] {"", "  ", "k".repeat(256)};
    }

    @ParameterizedTest
    @MethodSource("valuesOfNoKey")
    void a_blank_or_overlong_key_is_malformed(String value) {
        assertThatThrownBy(() -> new IdempotencyKey(value))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.getBody().getType()).isEqualTo(Problems.MALFORMED.uri()));
    }

    @Test
    void a_key_has_up_to_255_characters() {
        assertThat(new IdempotencyKey("k".repeat(255)).value()).hasSize(255);
    }

    @Test
    void the_same_key_of_another_caller_or_path_belongs_to_another_request() {
        String ann = KEY.scopedTo(caller("ann"), "/carts");

        assertThat(KEY.scopedTo(caller("ann"), "/carts")).isEqualTo(ann);
        assertThat(KEY.scopedTo(caller("bob"), "/carts")).isNotEqualTo(ann);
        assertThat(KEY.scopedTo(caller(null), "/carts")).isNotEqualTo(ann);
        assertThat(KEY.scopedTo(caller("ann"), "/carts/1/lines")).isNotEqualTo(ann);
        assertThat(new IdempotencyKey("k2").scopedTo(caller("ann"), "/carts")).isNotEqualTo(ann);
    }

    private static Caller caller(@Nullable String subject) {
        return new Caller("default", subject, Set.of(), null);
    }
}
