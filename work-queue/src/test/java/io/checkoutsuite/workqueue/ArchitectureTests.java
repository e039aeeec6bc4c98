package io.checkoutsuite.workqueue;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTests {

    private static final String ROOT = "io.checkoutsuite.workqueue";

    private static final ArchRule ROOMS_ARE_ENTERED_FROM_ABOVE = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("autoconfigure")
            .definedBy(ROOT + ".autoconfigure..")
            .layer("monitoring")
            .definedBy(ROOT + ".monitoring..")
            .layer("queues")
            .definedBy(ROOT)
            .layer("store")
            .definedBy(ROOT + ".store..")
            .layer("consumer")
            .definedBy(ROOT + ".consumer..")
            .layer("operations")
            .definedBy(ROOT + ".operations..")
            .layer("lock")
            .definedBy(ROOT + ".lock..")
            .layer("queue")
            .definedBy(ROOT + ".queue..")
            .layer("node")
            .definedBy(ROOT + ".node..")
            .whereLayer("autoconfigure")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("monitoring")
            .mayOnlyBeAccessedByLayers("autoconfigure")
            .whereLayer("queues")
            .mayOnlyBeAccessedByLayers("autoconfigure", "monitoring")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("queues")
            .whereLayer("consumer")
            .mayOnlyBeAccessedByLayers("autoconfigure", "monitoring")
            .whereLayer("operations")
            .mayOnlyBeAccessedByLayers("autoconfigure", "monitoring", "queues", "store")
            .whereLayer("lock")
            .mayOnlyBeAccessedByLayers("autoconfigure")
            .whereLayer("queue")
            .mayOnlyBeAccessedByLayers("autoconfigure", "monitoring", "queues", "store", "consumer", "operations")
            .whereLayer("node")
            .mayNotAccessAnyLayer()
            .because("a queue is understood without those who operate and watch it, and a lock without queues");

    private static final ArchRule ONLY_THE_STORE_KNOWS_THE_DATABASE = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".queue..", ROOT + ".operations..", ROOT + ".consumer..", ROOT + ".node..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.data..", "org.springframework.dao..", "com.mongodb..", "org.bson..")
            .because("the rules that decide every race are read without knowing how they are stored");

    private static final ArchRule NO_CLOCK_OF_THIS_NODE = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class)
            .because("the clocks of nodes differ, and a lease must end for all of them at the same time");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static final JavaClasses WITH_SPECIMENS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/") || location.contains("/specimen/"))
            .importPackages(ROOT);

    static Stream<ArchRule> rules() {
        return Stream.of(ROOMS_ARE_ENTERED_FROM_ABOVE, ONLY_THE_STORE_KNOWS_THE_DATABASE, NO_CLOCK_OF_THIS_NODE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_holds(ArchRule rule) {
        rule.check(OURS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_fails_on_its_specimen(ArchRule rule) {
        assertThat(rule.evaluate(WITH_SPECIMENS).getFailureReport().getDetails())
                .anyMatch(violation -> violation.contains(".specimen."));
    }
}
