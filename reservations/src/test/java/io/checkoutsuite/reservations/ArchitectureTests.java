package io.checkoutsuite.reservations;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTests {

    private static final String ROOT = "io.checkoutsuite.reservations";

    private static final ArchRule ROOMS_ARE_ENTERED_FROM_ABOVE = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("reservations")
            .definedBy(ROOT)
            .layer("store")
            .definedBy(ROOT + ".store..")
            .layer("remote")
            .definedBy(ROOT + ".remote..")
            .layer("expiry")
            .definedBy(ROOT + ".expiry..")
            .layer("ledger")
            .definedBy(ROOT + ".ledger..")
            .layer("request")
            .definedBy(ROOT + ".request..")
            .layer("counter")
            .definedBy(ROOT + ".counter..")
            .whereLayer("reservations")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("remote")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("expiry")
            .mayOnlyBeAccessedByLayers("store", "remote")
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("store")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("reservations", "store", "expiry", "ledger")
            .whereLayer("counter")
            .mayOnlyBeAccessedByLayers("store", "expiry", "ledger", "request")
            .because(
                    "a counter is understood without requests, a request without expiry and ledger, and all of them without"
                            + " their adapters");

    private static final ArchRule ONLY_ADAPTERS_KNOW_A_TECHNOLOGY = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".store..", ROOT + ".remote..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.data..",
                    "org.springframework.dao..",
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.messaging..",
                    "org.springframework.kafka..",
                    "org.apache.kafka..",
                    "com.mongodb..",
                    "org.bson..",
                    "io.checkoutsuite.web..")
            .because("the rules that decide every race are read and tested without knowing how they are stored");

    private static final ArchRule ADAPTERS_ARE_HIDDEN = classes()
            .that()
            .resideInAnyPackage(ROOT + ".store..", ROOT + ".remote..")
            .and()
            .doNotHaveSimpleName("ReservationCollections")
            .should()
            .notBePublic()
            .because("a service that knew the layout of the documents would write it");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.checkoutsuite.reservations");

    private static final JavaClasses WITH_SPECIMENS =
            new ClassFileImporter().importPackages("io.checkoutsuite.reservations");

    static Stream<ArchRule> rules() {
        return Stream.of(ROOMS_ARE_ENTERED_FROM_ABOVE, ONLY_ADAPTERS_KNOW_A_TECHNOLOGY, ADAPTERS_ARE_HIDDEN);
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
