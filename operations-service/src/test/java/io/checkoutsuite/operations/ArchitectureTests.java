package io.checkoutsuite.operations;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.checkoutsuite.operations.history.specimen.HistoryKnowsParticipants;
import io.checkoutsuite.operations.replay.specimen.KnowsKafka;
import io.checkoutsuite.operations.replay.specimen.KnowsReconciliation;
import io.checkoutsuite.operations.replay.specimen.KnowsTheEdge;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls of the operations service. Each rule matches classes, and each is violated by a specimen. */
class ArchitectureTests {

    private static final String OPERATIONS = "io.checkoutsuite.operations.";
    private static final List<String> TOOLS = List.of("replay", "reconciliation", "timeline", "deadletter");

    private static JavaClasses service;

    @BeforeAll
    static void read() {
        service = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.checkoutsuite.operations");
    }

    private static String[] packages(Stream<String> names) {
        return names.map(name -> OPERATIONS + name + "..").toArray(String[]::new);
    }

    private static ArchRule knowsNoOtherTool(String tool) {
        return noClasses()
                .that()
                .resideInAPackage(OPERATIONS + tool + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(TOOLS.stream().filter(other -> !other.equals(tool))))
                .because("each tool is understood and changed on its own; they share the history and the participants");
    }

    private static ArchRule toolsKnowOnlyPorts() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(Stream.concat(TOOLS.stream(), Stream.of("history", "participant"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(Stream.of("remote", "store", "web")))
                .because("what a tool guarantees must not depend on how services and the database are called");
    }

    private static ArchRule historyKnowsNoParticipants() {
        return noClasses()
                .that()
                .resideInAPackage(OPERATIONS + "history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(Stream.concat(TOOLS.stream(), Stream.of("participant"))))
                .because("the history is what the cart service knows, whoever applies it");
    }

    private static ArchRule needsNoBroker() {
        return noClasses()
                .that()
                .resideInAPackage("io.checkoutsuite.operations..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.springframework.kafka..",
                        "org.springframework.cloud.stream..",
                        "io.checkoutsuite.messaging.outbox..",
                        "io.checkoutsuite.messaging.inbox..")
                .because(
                        "only the cart service publishes outcomes, so that operators can look while the broker is away");
    }

    private static boolean isViolatedBy(ArchRule rule, Class<?> specimen) {
        return rule.evaluate(new ClassFileImporter().importClasses(specimen)).hasViolation();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "reconciliation", "timeline", "deadletter"})
    void a_tool_knows_no_other_tool(String tool) {
        knowsNoOtherTool(tool).check(service);
    }

    @Test
    void tools_know_only_ports() {
        toolsKnowOnlyPorts().check(service);
    }

    @Test
    void the_history_knows_no_participants() {
        historyKnowsNoParticipants().check(service);
    }

    @Test
    void nothing_needs_a_broker() {
        needsNoBroker().check(service);
    }

    @Test
    void the_rules_bite() {
        assertThat(isViolatedBy(knowsNoOtherTool("replay"), KnowsReconciliation.class))
                .isTrue();
        assertThat(isViolatedBy(toolsKnowOnlyPorts(), KnowsTheEdge.class)).isTrue();
        assertThat(isViolatedBy(historyKnowsNoParticipants(), HistoryKnowsParticipants.class))
                .isTrue();
        assertThat(isViolatedBy(needsNoBroker(), KnowsKafka.class)).isTrue();
    }
}
