package io.checkoutsuite.inventory;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "io.checkoutsuite.inventory", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule no_other_service_is_known = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.checkoutsuite.cart..",
                    "io.checkoutsuite.order..",
                    "io.checkoutsuite.offer..",
                    "io.checkoutsuite.payment..")
            .because("services communicate over HTTP and events only");

    @ArchTest
    static final ArchRule adapters_are_hidden = classes()
            .that()
            .resideInAnyPackage(
                    "..inventory.web..", "..inventory.messaging..", "..inventory.store..", "..inventory.remote..")
            .and()
            .areTopLevelClasses()
            .should()
            .notBePublic()
            .because("everything around the model is a thin, hidden adapter");

    @ArchTest
    static final ArchRule the_model_knows_neither_web_nor_database = noClasses()
            .that()
            .resideInAnyPackage("..inventory.stock..", "..inventory.reservation..", "..inventory.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.data..",
                    "com.mongodb..",
                    "org.bson..",
                    "jakarta.servlet..",
                    "io.checkoutsuite.web..",
                    "io.checkoutsuite.messaging.outbox..",
                    "io.checkoutsuite.messaging.inbox..",
                    "io.checkoutsuite.inventory.web..",
                    "io.checkoutsuite.inventory.store..",
                    "io.checkoutsuite.inventory.messaging..",
                    "io.checkoutsuite.inventory.remote..")
            .because("the model is plain Java; adapters depend on it, never the other way round");

    @ArchTest
    static final ArchRule stock_knows_neither_reservations_nor_ledger = noClasses()
            .that()
            .resideInAPackage("..inventory.stock..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..inventory.reservation..", "..inventory.ledger..")
            .because("both are about stock, so it is the ground of the model");

    @ArchTest
    static final ArchRule adapters_are_independent = slices().matching("io.checkoutsuite.inventory.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    alwaysTrue(),
                    resideInAnyPackage("..inventory.stock..", "..inventory.reservation..", "..inventory.ledger.."))
            .because("adapters meet in the model");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .because("the constructor shows what a class needs");

    @ArchTest
    static void every_rule_fails_on_its_specimen(JavaClasses ours) {
        JavaClasses specimens = new ClassFileImporter()
                .importPackages(
                        "io.checkoutsuite.inventory.messaging.specimen",
                        "io.checkoutsuite.inventory.reservation.specimen",
                        "io.checkoutsuite.inventory.stock.specimen",
                        "io.checkoutsuite.inventory.web.specimen");

        assertThat(Stream.of(
                        no_other_service_is_known,
                        adapters_are_hidden,
                        the_model_knows_neither_web_nor_database,
                        stock_knows_neither_reservations_nor_ledger,
                        adapters_are_independent,
                        nothing_is_injected_into_fields))
                .allSatisfy(rule -> assertThat(rule.evaluate(specimens).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }
}
