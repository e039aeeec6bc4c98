package io.checkoutsuite.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Rules about the dependencies of this module. */
@AnalyzeClasses(packages = "io.checkoutsuite.benchmarks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule NOTHING_OF_THE_SERVICES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.checkoutsuite.cart..",
                    "io.checkoutsuite.order..",
                    "io.checkoutsuite.inventory..",
                    "io.checkoutsuite.offer..",
                    "io.checkoutsuite.payment..",
                    "io.checkoutsuite.operations..",
                    "io.checkoutsuite.reservations..",
                    "io.checkoutsuite.messaging..")
            .because("a suite is measured from outside, so that other builds can be measured, too");

    @ArchTest
    static final ArchRule FLOOR_WITHOUT_FRAMEWORK = noClasses()
            .that()
            .resideInAPackage("..benchmarks.floor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("the floor is what the bare clients of the servers cost");

    @ArchTest
    static final ArchRule MEASURING_KNOWS_NO_LOAD = noClasses()
            .that()
            .resideInAPackage("..benchmarks.measure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..benchmarks.load..", "..benchmarks.suite..", "..benchmarks.report..")
            .because("the suite and the floor are measured alike");

    @ArchTest
    static void every_rule_fails_on_its_specimen(JavaClasses ours) {
        JavaClasses specimens = new ClassFileImporter().importPackages("io.checkoutsuite.specimen.benchmarks");

        assertThat(Stream.of(NOTHING_OF_THE_SERVICES, FLOOR_WITHOUT_FRAMEWORK, MEASURING_KNOWS_NO_LOAD))
                .allSatisfy(rule -> assertThat(rule.evaluate(specimens).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }
}
