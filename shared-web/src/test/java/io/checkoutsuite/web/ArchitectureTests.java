package io.checkoutsuite.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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
@AnalyzeClasses(packages = "io.checkoutsuite.web", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule NO_CYCLE = slices().matching("io.checkoutsuite.web.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package can be understood without those that use it");

    @ArchTest
    static final ArchRule PROBLEMS_ARE_THE_GROUND = noClasses()
            .that()
            .resideInAPackage("io.checkoutsuite.web.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.checkoutsuite.web.access..",
                    "io.checkoutsuite.web.cards..",
                    "io.checkoutsuite.web.checkout..",
                    "io.checkoutsuite.web.http..",
                    "io.checkoutsuite.web.imports..",
                    "io.checkoutsuite.web.ops..",
                    "io.checkoutsuite.web.overload..")
            .because("every other package reports its errors as problems");

    @ArchTest
    static final ArchRule THE_EDGE_KNOWS_NO_MESSAGING = noClasses()
            .that()
            .resideOutsideOfPackages("io.checkoutsuite.web.ops..", "io.checkoutsuite.web.participants..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.checkoutsuite.messaging..")
            .because("a service without a broker has the same HTTP edge");

    @ArchTest
    static void every_rule_fails_on_its_specimen(JavaClasses ours) {
        JavaClasses specimens = new ClassFileImporter()
                .importPackages("io.checkoutsuite.web.http.specimen", "io.checkoutsuite.web.problem.specimen");

        assertThat(Stream.of(NO_CYCLE, PROBLEMS_ARE_THE_GROUND, THE_EDGE_KNOWS_NO_MESSAGING))
                .allSatisfy(rule -> assertThat(rule.evaluate(specimens).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }
}
