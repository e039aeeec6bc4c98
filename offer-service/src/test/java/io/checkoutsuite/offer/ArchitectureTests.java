package io.checkoutsuite.offer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "io.checkoutsuite.offer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule no_other_service_is_known = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.checkoutsuite.cart..",
                    "io.checkoutsuite.order..",
                    "io.checkoutsuite.inventory..",
                    "io.checkoutsuite.payment..")
            .because("services communicate only by events and HTTP");

    @ArchTest
    static final ArchRule adapters_are_hidden = classes()
            .that()
            .resideInAnyPackage("..offer.web..", "..offer.messaging..", "..offer.store..")
            .should()
            .notBePublic()
            .because("adapters around the model are thin and hidden");

    @ArchTest
    static final ArchRule the_model_knows_neither_web_nor_database = noClasses()
            .that()
            .resideInAnyPackage("..offer.offer..", "..offer.pricing..", "..offer.usage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.data..",
                    "com.mongodb..",
                    "org.bson..",
                    "jakarta.servlet..",
                    "io.checkoutsuite.offer.web..",
                    "io.checkoutsuite.offer.store..",
                    "io.checkoutsuite.offer.messaging..")
            .because("the model is plain Java; adapters depend on it, never the other way round");

    @ArchTest
    static final ArchRule prices_are_worked_out_from_values_alone = noClasses()
            .that()
            .resideInAPackage("..offer.pricing..")
            .and()
            .doNotHaveSimpleName("CartPricing")
            .or()
            .resideInAPackage("..offer.offer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "io.checkoutsuite.reservations..", "io.checkoutsuite.messaging..")
            .because("pricing is a pure function, so that every case can be tested");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .because("the dependencies of an object are in its constructor");
}
