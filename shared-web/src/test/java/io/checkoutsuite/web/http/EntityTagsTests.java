package io.checkoutsuite.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTests {

    @Test
    void what_is_answered_as_entity_tag_is_read_as_the_version_seen() {
        assertThat(EntityTags.requireVersion(EntityTags.of(7))).isEqualTo(7);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void without_a_version_nothing_is_changed(String ifMatch) {
        assertThatThrownBy(() -> EntityTags.requireVersion(ifMatch))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(Problems.PRECONDITION_REQUIRED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "*", "W/\"7\"", "\"seven\"", "\"-1\"", "\"99999999999999999999\""})
    void what_is_no_entity_tag_of_ours_is_malformed(String ifMatch) {
        assertThatThrownBy(() -> EntityTags.requireVersion(ifMatch))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(Problems.MALFORMED));
    }
}
