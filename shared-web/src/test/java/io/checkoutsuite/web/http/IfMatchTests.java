package io.checkoutsuite.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTests {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "  \"7\" "})
    void the_entity_tag_of_the_current_version_is_accepted(String header) {
        assertThatCode(() -> IfMatch.parse(header).requireCurrent(7)).doesNotThrowAnyException();
    }

    @Test
    void the_entity_tag_of_a_response_is_accepted_in_a_request() {
        assertThat(IfMatch.parse(EntityTags.of(7))).isEqualTo(new IfMatch.Version(7));
    }

    @Test
    void the_entity_tag_of_another_version_is_refused_with_the_current_one() {
        ProblemException stale = refused("\"6\"", Problems.STALE_VERSION);

        assertThat(stale.getHeaders().getETag()).isEqualTo("\"7\"");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void without_an_entity_tag_nothing_is_changed(@Nullable String header) {
        refused(header, Problems.PRECONDITION_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "*", "W/\"7\"", "\"seven\"", "\"-1\"", "\"07\"", "\"99999999999999999999\"", "\"7\",\"8\""})
    void text_that_is_not_an_entity_tag_of_a_service_is_malformed(String header) {
        refused(header, Problems.MALFORMED);
    }

    private static ProblemException refused(@Nullable String header, ProblemType type) {
        ProblemException[] problem = new ProblemException[1];
        assertThatThrownBy(() -> IfMatch.parse(header).requireCurrent(7))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.getBody().getType()).isEqualTo(type.uri());
                    problem[0] = thrown;
                });
        return problem[0];
    }
}
