package io.checkoutsuite.offer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.checkoutsuite.test.architecture.ServiceRules;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTests {

    private static final ServiceRules RULES = new ServiceRules("offer");

    private static final ArchRule NO_OTHER_SERVICE_IS_KNOWN = RULES.knowsNoOtherService();

    private static final ArchRule PACKAGES_ARE_ENTERED_FROM_ABOVE = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("web")
            .definedBy("..offer.web..")
            .layer("messaging")
            .definedBy("..offer.messaging..")
            .layer("store")
            .definedBy("..offer.store..")
            .layer("usage")
            .definedBy("..offer.usage..")
            .layer("pricing")
            .definedBy("..offer.pricing..")
            .layer("offer")
            .definedBy("..offer.offer..")
            .whereLayer("web")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("messaging")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("usage")
            .mayOnlyBeAccessedByLayers("web", "messaging", "store")
            .whereLayer("pricing")
            .mayOnlyBeAccessedByLayers("web", "usage")
            .because(
                    "an offer is understood without prices, prices without uses, and all of them without their adapters");

    private static final ArchRule ADAPTERS_ARE_HIDDEN = RULES.hidesItsAdapters("web", "messaging", "store");

    private static final ArchRule THE_MODEL_KNOWS_NEITHER_WEB_NOR_DATABASE =
            RULES.keepsItsModelPlain("offer", "pricing", "usage");

    private static final ArchRule PRICES_ARE_WORKED_OUT_FROM_VALUES_ALONE = noClasses()
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

    private static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS = ServiceRules.injectsNothingIntoFields();

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.checkoutsuite.offer");

    private static final JavaClasses WITH_SPECIMENS = new ClassFileImporter().importPackages("io.checkoutsuite.offer");

    static Stream<ArchRule> rules() {
        return Stream.of(
                NO_OTHER_SERVICE_IS_KNOWN,
                PACKAGES_ARE_ENTERED_FROM_ABOVE,
                ADAPTERS_ARE_HIDDEN,
                THE_MODEL_KNOWS_NEITHER_WEB_NOR_DATABASE,
                PRICES_ARE_WORKED_OUT_FROM_VALUES_ALONE,
                NOTHING_IS_INJECTED_INTO_FIELDS);
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
