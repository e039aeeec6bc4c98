package io.checkoutsuite.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "io.checkoutsuite.order", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.checkoutsuite.cart..",
                    "io.checkoutsuite.inventory..",
                    "io.checkoutsuite.offer..",
                    "io.checkoutsuite.payment..")
            .because("services communicate over HTTP and events only");

    @ArchTest
    static final ArchRule HIDDEN_ADAPTERS = classes()
            .that()
            .resideInAnyPackage("..order.web", "..order.store", "..order.messaging")
            .should()
            .notBePublic()
            .because("nothing may depend on an adapter");

    @ArchTest
    static final ArchRule PLAIN_MODEL = noClasses()
            .that()
            .resideInAPackage("io.checkoutsuite.order.order")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.data..",
                    "org.springframework.messaging..",
                    "com.mongodb..",
                    "org.bson..",
                    "io.checkoutsuite.web..",
                    "io.checkoutsuite.order.web..",
                    "io.checkoutsuite.order.store..",
                    "io.checkoutsuite.order.messaging..")
            .because("the rules of orders do not depend on how they are called or stored");

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION =
            noFields().should().beAnnotatedWith(Autowired.class).because("the constructor shows what a class needs");

    @Test
    void a_rule_fails_where_it_is_broken() {
        JavaClasses specimen = new ClassFileImporter().importClasses(Specimen.class);

        assertThatThrownBy(() -> NO_FIELD_INJECTION.check(specimen)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> classes()
                        .that()
                        .areAnnotatedWith(RestController.class)
                        .should()
                        .notBePublic()
                        .check(specimen))
                .isInstanceOf(AssertionError.class);
    }

    @RestController
    public static class Specimen {
        @Autowired
        Object injected;
    }
}
