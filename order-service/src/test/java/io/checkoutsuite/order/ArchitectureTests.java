package io.checkoutsuite.order;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.checkoutsuite.test.architecture.ServiceRules;

@AnalyzeClasses(packages = "io.checkoutsuite.order", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    private static final ServiceRules RULES = new ServiceRules("order");

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE = RULES.knowsNoOtherService();

    @ArchTest
    static final ArchRule HIDDEN_ADAPTERS = RULES.hidesItsAdapters("web", "store", "messaging", "remote");

    @ArchTest
    static final ArchRule PLAIN_MODEL = noClasses()
            .that()
            .resideInAPackage("io.checkoutsuite.order.order..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.data..",
                    "org.springframework.messaging..",
                    "com.mongodb..",
                    "org.bson..",
                    "io.checkoutsuite.web..",
                    "io.checkoutsuite.messaging.outbox..",
                    "io.checkoutsuite.messaging.inbox..",
                    "io.checkoutsuite.order.web..",
                    "io.checkoutsuite.order.store..",
                    "io.checkoutsuite.order.messaging..",
                    "io.checkoutsuite.order.remote..")
            .because("the rules of orders do not depend on how they are called or stored");

    @ArchTest
    static final ArchRule INDEPENDENT_ADAPTERS = slices().matching("io.checkoutsuite.order.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.checkoutsuite.order.order.."))
            .because("adapters meet in the model");

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION = ServiceRules.injectsNothingIntoFields();

    @ArchTest
    static void every_rule_fails_on_its_specimen(JavaClasses ours) {
        JavaClasses specimens = new ClassFileImporter()
                .importPackages(
                        "io.checkoutsuite.order.order.specimen",
                        "io.checkoutsuite.order.store.specimen",
                        "io.checkoutsuite.order.web.specimen");

        ServiceRules.assertViolated(
                specimens, NO_OTHER_SERVICE, HIDDEN_ADAPTERS, PLAIN_MODEL, INDEPENDENT_ADAPTERS, NO_FIELD_INJECTION);
    }
}
