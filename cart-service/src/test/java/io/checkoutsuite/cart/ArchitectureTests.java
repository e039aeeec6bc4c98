package io.checkoutsuite.cart;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.checkoutsuite.test.architecture.ServiceRules;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The walls inside this service: which package may know which, and which technology. */
@AnalyzeClasses(packages = "io.checkoutsuite.cart", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String SERVICE = "io.checkoutsuite.cart.";

    /** The other packages of this service that each package may know. Adapters may know all of them. */
    private static final Map<String, List<String>> MAY_KNOW = Map.of(
            "cart", List.of(),
            "catalog", List.of(),
            "compensation", List.of("cart"),
            "pricing", List.of("cart", "catalog"),
            "editing", List.of("cart", "catalog", "pricing"),
            "checkout", List.of("cart", "catalog", "compensation", "pricing"),
            "history", List.of("cart", "checkout"),
            "purge", List.of("cart", "checkout"));

    private static final List<String> ADAPTERS = List.of("remote", "store", "web");

    private static String[] insideOf(Stream<String> packages) {
        return packages.map(name -> SERVICE + name + "..").toArray(String[]::new);
    }

    private static ArchRule knowsOnly(String name, List<String> others) {
        return classes()
                .that()
                .resideInAPackage(SERVICE + name + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("io.checkoutsuite.cart..")
                        .or(resideInAnyPackage(insideOf(Stream.concat(Stream.of(name), others.stream())))))
                .because("the model is below the use cases, and a use case knows only those that it is made of");
    }

    private static ArchRule isKnownByNobody(String adapter) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(SERVICE + adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SERVICE + adapter + "..")
                .because("an adapter is reached through a port, so it can be replaced without touching its users");
    }

    @ArchTest
    static final ArchRule adapters_are_hidden = new ServiceRules("cart").hidesItsAdapters("remote", "store", "web");

    @ArchTest
    static final ArchRule the_model_is_plain_java = noClasses()
            .that()
            .resideInAPackage(SERVICE + "cart..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.stereotype..",
                    "org.springframework.context..",
                    "org.springframework.dao..",
                    "io.checkoutsuite.web..",
                    "io.checkoutsuite.mongo..",
                    "com.fasterxml.jackson..",
                    "tools.jackson..")
            .because("the rules of carts do not depend on how they are wired, called or stored");

    @ArchTest
    static final ArchRule model_and_use_cases_know_no_technology = noClasses()
            .that()
            .resideInAnyPackage(insideOf(MAY_KNOW.keySet().stream()))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.mongodb..",
                    "org.bson..",
                    "org.springframework.data..",
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "jakarta.servlet..",
                    "org.apache.kafka..",
                    "org.springframework.kafka..",
                    "org.springframework.cloud..",
                    "org.springframework.messaging..")
            .because("a decision must not depend on the database, the broker or HTTP");

    @ArchTest
    static final ArchRule a_checkout_knows_no_status_of_http = noClasses()
            .that()
            .resideInAnyPackage(insideOf(Stream.of("cart", "checkout", "compensation", "purge")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.checkoutsuite.web.problem..")
            .because("how a failure is reported over HTTP is decided at the edge");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = ServiceRules.injectsNothingIntoFields();

    @ArchTest
    static void every_package_knows_only_what_it_may(JavaClasses ours) {
        MAY_KNOW.forEach((name, others) -> knowsOnly(name, others).check(ours));
        ADAPTERS.forEach(adapter -> isKnownByNobody(adapter).check(ours));
    }

    @ArchTest
    static void every_rule_fails_on_its_specimen(JavaClasses ours) {
        JavaClasses specimens = new ClassFileImporter()
                .importPackages(SERVICE + "cart.specimen", SERVICE + "checkout.specimen", SERVICE + "web.specimen");

        ServiceRules.assertViolated(
                specimens,
                knowsOnly("cart", List.of()),
                knowsOnly("checkout", MAY_KNOW.get("checkout")),
                isKnownByNobody("web"),
                adapters_are_hidden,
                the_model_is_plain_java,
                model_and_use_cases_know_no_technology,
                a_checkout_knows_no_status_of_http,
                nothing_is_injected_into_fields);
    }
}
