package io.checkoutsuite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Rules about the packages of this module. */
@AnalyzeClasses(
        packages = {
            "io.checkoutsuite.events",
            "io.checkoutsuite.health",
            "io.checkoutsuite.limits",
            "io.checkoutsuite.messaging",
            "io.checkoutsuite.money",
            "io.checkoutsuite.mongo",
            "io.checkoutsuite.settings",
            "io.checkoutsuite.text"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule NO_CYCLE = slices().matching("io.checkoutsuite.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package can be understood without those that use it");

    @ArchTest
    static final ArchRule PLAIN_CONTRACT = classes()
            .that()
            .resideInAnyPackage("io.checkoutsuite.events..", "io.checkoutsuite.money..", "io.checkoutsuite.limits..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.checkoutsuite.events..",
                    "io.checkoutsuite.money..",
                    "io.checkoutsuite.limits..",
                    "io.checkoutsuite.text..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify.annotations..")
            .because("other teams use events and money with frameworks of their choice, and every model uses them");

    @ArchTest
    static final ArchRule LAYERED_MESSAGING = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("events")
            .definedBy("io.checkoutsuite.events..")
            .layer("mongo")
            .definedBy("io.checkoutsuite.mongo..")
            .layer("messaging")
            .definedBy("io.checkoutsuite.messaging")
            .layer("outbox")
            .definedBy("io.checkoutsuite.messaging.outbox..")
            .layer("inbox")
            .definedBy("io.checkoutsuite.messaging.inbox..")
            .layer("dead letters")
            .definedBy("io.checkoutsuite.messaging.deadletter..")
            .layer("previews")
            .definedBy("io.checkoutsuite.messaging.preview..")
            .whereLayer("events")
            .mayNotAccessAnyLayer()
            .whereLayer("mongo")
            .mayNotAccessAnyLayer()
            .whereLayer("messaging")
            .mayOnlyAccessLayers("events", "mongo")
            .whereLayer("outbox")
            .mayOnlyAccessLayers("messaging", "events", "mongo")
            .whereLayer("inbox")
            .mayOnlyAccessLayers("messaging", "events", "mongo")
            .whereLayer("dead letters")
            .mayOnlyAccessLayers("inbox", "messaging", "events", "mongo")
            .whereLayer("previews")
            .mayOnlyAccessLayers("events")
            .because(
                    "a service may have an outbox without an inbox, previews without either, and leases without messaging");

    @ArchTest
    static void every_rule_fails_on_its_specimen(JavaClasses ours) {
        JavaClasses withSpecimens = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/") || location.contains("/specimen/"))
                .importPackages("io.checkoutsuite.events", "io.checkoutsuite.mongo", "io.checkoutsuite.messaging");

        assertThat(Stream.of(NO_CYCLE, PLAIN_CONTRACT, LAYERED_MESSAGING))
                .allSatisfy(rule -> assertThat(
                                rule.evaluate(withSpecimens).getFailureReport().getDetails())
                        .as(rule.getDescription())
                        .anyMatch(violation -> violation.contains("specimen")));
    }
}
