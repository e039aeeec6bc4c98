package io.checkoutsuite.test.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules that every service obeys.
 *
 * @param service the last word of the service's package, for example {@code inventory}
 */
public record ServiceRules(String service) {

    private static final List<String> SERVICES =
            List.of("cart", "order", "inventory", "offer", "payment", "operations");

    public ArchRule knowsNoOtherService() {
        return noClasses()
                .that()
                .resideInAPackage("io.checkoutsuite." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(
                                SERVICES.stream().filter(other -> !other.equals(service)),
                                Stream.of("stack", "infra", "test"))
                        .map(other -> "io.checkoutsuite." + other + "..")
                        .toArray(String[]::new))
                .because("services communicate only through events and HTTP and are deployed independently");
    }

    /** @param adapters the packages of the adapters below the package of the service */
    public ArchRule hidesItsAdapters(String... adapters) {
        return classes()
                .that()
                .resideInAnyPackage(inside(adapters))
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .because("nothing may depend on an adapter");
    }

    /** @param model the packages of the model below the package of the service */
    public ArchRule keepsItsModelPlain(String... model) {
        return noClasses()
                .that()
                .resideInAnyPackage(inside(model))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "org.springframework.data..",
                        "org.springframework.messaging..",
                        "org.springframework.kafka..",
                        "org.apache.kafka..",
                        "com.mongodb..",
                        "org.bson..",
                        "jakarta.servlet..",
                        "io.checkoutsuite.web..",
                        "io.checkoutsuite.reservations.store..")
                .because("the model is plain Java; adapters depend on it, never the other way round");
    }

    public static ArchRule injectsNothingIntoFields() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .because("the constructor shows what a class needs");
    }

    private String[] inside(String... packages) {
        return Stream.of(packages)
                .map(name -> "io.checkoutsuite." + service + "." + name + "..")
                .toArray(String[]::new);
    }

    /** Fails unless every rule has violations in these classes, which break all of them. */
    public static void assertViolated(JavaClasses specimens, ArchRule... rules) {
        assertThat(rules)
                .allSatisfy(rule -> assertThat(rule.evaluate(specimens).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }
}
