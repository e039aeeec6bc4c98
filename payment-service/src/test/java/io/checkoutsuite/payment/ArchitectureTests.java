package io.checkoutsuite.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "io.checkoutsuite.payment", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule services_meet_over_http_and_events_only = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.checkoutsuite.cart..",
                    "io.checkoutsuite.order..",
                    "io.checkoutsuite.inventory..",
                    "io.checkoutsuite.offer..")
            .because("services are deployed independently of each other, so they share no classes");

    @ArchTest
    static final ArchRule edges_are_hidden = classes()
            .that()
            .resideInAnyPackage("..payment.web..", "..payment.messaging..", "..payment.store..")
            .and()
            .areTopLevelClasses()
            .should()
            .bePackagePrivate()
            .because("the core must not depend on HTTP, messaging or storage details");

    @ArchTest
    static final ArchRule the_model_knows_neither_web_nor_database = noClasses()
            .that()
            .resideInAnyPackage("..payment.authorization..", "..payment.gateway..", "..payment.saved..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.data..",
                    "com.mongodb..",
                    "org.bson..",
                    "io.checkoutsuite.payment.web..",
                    "io.checkoutsuite.payment.store..",
                    "io.checkoutsuite.payment.simulator..")
            .because("the domain model must not depend on its adapters");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = fields().should()
            .notBeAnnotatedWith(Autowired.class)
            .because("the constructor declares what a class depends on");

    @RestController
    static class PublicEdge {
        @Autowired
        Object something;
    }

    @Test
    void the_rules_bite() {
        JavaClasses specimen = new ClassFileImporter().importClasses(PublicEdge.class);

        assertThat(nothing_is_injected_into_fields.evaluate(specimen).hasViolation())
                .isTrue();
        assertThat(noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.springframework.web..")
                        .evaluate(specimen)
                        .hasViolation())
                .isTrue();
    }
}
