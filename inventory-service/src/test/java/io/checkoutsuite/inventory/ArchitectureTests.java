package io.checkoutsuite.inventory;

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

    private static final ServiceRules RULES = new ServiceRules("inventory");

    private static final ArchRule NO_OTHER_SERVICE_IS_KNOWN = RULES.knowsNoOtherService();

    private static final ArchRule PACKAGES_ARE_ENTERED_FROM_ABOVE = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("web")
            .definedBy("..inventory.web..")
            .layer("messaging")
            .definedBy("..inventory.messaging..")
            .layer("store")
            .definedBy("..inventory.store..")
            .layer("ledger")
            .definedBy("..inventory.ledger..")
            .layer("reservation")
            .definedBy("..inventory.reservation..")
            .layer("stock")
            .definedBy("..inventory.stock..")
            .whereLayer("web")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("messaging")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("web")
            .whereLayer("reservation")
            .mayOnlyBeAccessedByLayers("web", "messaging", "store")
            .because("stock is understood without reservations and ledger, and all of them without their adapters");

    private static final ArchRule ADAPTERS_ARE_HIDDEN = RULES.hidesItsAdapters("web", "messaging", "store");

    private static final ArchRule THE_MODEL_KNOWS_NEITHER_WEB_NOR_DATABASE =
            RULES.keepsItsModelPlain("stock", "reservation", "ledger");

    private static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS = ServiceRules.injectsNothingIntoFields();

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.checkoutsuite.inventory");

    private static final JavaClasses WITH_SPECIMENS =
            new ClassFileImporter().importPackages("io.checkoutsuite.inventory");

    static Stream<ArchRule> rules() {
        return Stream.of(
                NO_OTHER_SERVICE_IS_KNOWN,
                PACKAGES_ARE_ENTERED_FROM_ABOVE,
                ADAPTERS_ARE_HIDDEN,
                THE_MODEL_KNOWS_NEITHER_WEB_NOR_DATABASE,
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
