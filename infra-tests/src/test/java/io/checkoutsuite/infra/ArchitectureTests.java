package io.checkoutsuite.infra;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
@AnalyzeClasses(packages = "io.checkoutsuite.infra", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule NOTHING_OF_THE_SUITE = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.checkoutsuite..").and(not(resideInAPackage("io.checkoutsuite.infra.."))))
            .because("the servers stand in for ones that know nothing of the suite");

    @ArchTest
    static final ArchRule SERVERS_WITHOUT_SPRING = noClasses()
            .that()
            .doNotHaveSimpleName("IndexedQueriesConfiguration")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("the servers also run in a process without Spring");

    @ArchTest
    static void every_rule_fails_on_its_specimen(JavaClasses ours) {
        JavaClasses specimens = new ClassFileImporter().importPackages("io.checkoutsuite.infra.specimen");

        assertThat(Stream.of(NOTHING_OF_THE_SUITE, SERVERS_WITHOUT_SPRING))
                .allSatisfy(rule -> assertThat(rule.evaluate(specimens).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }
}
