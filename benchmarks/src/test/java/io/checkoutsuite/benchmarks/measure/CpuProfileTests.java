package io.checkoutsuite.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.client.SuiteClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuProfileTests {

    private static final List<String> IN_DRIVER = List.of("suite", "com.mongodb.Mongo.find");
    private static final List<String> IN_BSON = List.of("suite", "org.bson.Document.get");
    private static final List<String> IN_BROKER = List.of("suite", "kafka.server.KafkaApis.handle");

    @Test
    void percentages_are_those_of_all_samples_with_a_stack_and_the_largest_is_first() {
        CpuProfile profile = new CpuProfile(Map.of(IN_BROKER, 1L, IN_DRIVER, 2L, IN_BSON, 1L), 4);

        assertThat(profile.percentByCategory())
                .containsExactly(
                        Map.entry(CpuCategory.DATABASE_DRIVER.title(), 75.0),
                        Map.entry(CpuCategory.BROKER.title(), 25.0));
    }

    @Test
    void the_samples_of_several_windows_are_added_up() {
        CpuProfile first = new CpuProfile(Map.of(IN_BROKER, 1L, IN_DRIVER, 2L), 3);
        CpuProfile second = new CpuProfile(Map.of(IN_BROKER, 5L, IN_BSON, 1L), 4);

        assertThat(first.plus(second)).isEqualTo(new CpuProfile(Map.of(IN_BROKER, 6L, IN_DRIVER, 2L, IN_BSON, 1L), 7));
        assertThat(first.plus(second).samples()).isEqualTo(9);
    }

    @Test
    void nothing_sampled_has_no_percentages() {
        assertThat(CpuProfile.EMPTY.percentByCategory()).isEmpty();
    }

    @Test
    void a_result_contains_the_percentages_but_not_the_stacks() {
        CpuProfile profile = new CpuProfile(Map.of(IN_BROKER, 8L), 1);

        assertThat(SuiteClient.JSON.readTree(SuiteClient.JSON.writeValueAsString(profile)))
                .isEqualTo(SuiteClient.JSON.readTree(
                        "{\"withoutStack\": 1, \"samples\": 8, \"percentByCategory\": {\"broker\": 100.0}}"));
    }
}
