package io.checkoutsuite.payment;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import io.checkoutsuite.test.architecture.ServiceRules;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about the rooms of this service. A rule that matches no class fails. */
class ArchitectureTests {

    private static final String SERVICE = "io.checkoutsuite.payment";

    /** The rooms of the service, each with the others that it may know. Nobody knows an adapter. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("gateway", Set.of()),
            entry("payment", Set.of("gateway")),
            entry("authorization", Set.of("gateway", "payment")),
            entry("lease", Set.of("gateway", "payment", "authorization")),
            entry("reversal", Set.of("gateway", "payment", "authorization", "lease")),
            entry("checkout", Set.of("gateway", "payment", "authorization", "lease", "reversal", "saved")),
            entry("operation", Set.of("gateway", "payment", "authorization", "lease")),
            entry("recovery", Set.of("authorization", "checkout", "reversal", "operation", "lease")),
            entry("saved", Set.of("gateway", "payment")),
            entry("protection", Set.of("gateway")),
            entry("simulator", Set.of("gateway")),
            entry("stripe", Set.of("gateway")),
            entry("store", Set.of("payment", "authorization", "saved")),
            entry("messaging", Set.of("authorization", "checkout", "reversal")),
            entry(
                    "web",
                    Set.of(
                            "gateway",
                            "payment",
                            "authorization",
                            "checkout",
                            "reversal",
                            "operation",
                            "lease",
                            "saved",
                            "simulator")));

    private static final Set<String> ADAPTERS = Set.of("simulator", "stripe", "store", "messaging", "web");

    private static JavaClasses service;

    @BeforeAll
    static void read() {
        service = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(SERVICE);
    }

    private static String room(String name) {
        return SERVICE + "." + name + "..";
    }

    private static JavaClasses specimen(String name) {
        return new ClassFileImporter()
                .importPackages(
                        SERVICE + ".gateway.specimen", SERVICE + ".checkout.specimen", SERVICE + ".store.specimen")
                .that(JavaClass.Predicates.simpleName(name));
    }

    private static void assertBroken(ArchRule rule, String specimen, String... by) {
        assertThat(rule.evaluate(specimen(specimen)).getFailureReport().toString())
                .contains(by);
    }

    private static ArchRule knowsOnly(String room, Set<String> others) {
        String[] known = Stream.concat(Stream.of(room), others.stream())
                .map(ArchitectureTests::room)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(room(room))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known).or(not(resideInAPackage(SERVICE + ".."))))
                .because("a room has few doors: whoever changes one looks only at those that may know it");
    }

    static Set<Map.Entry<String, Set<String>>> rooms() {
        return ROOMS.entrySet();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_knows_only_those_that_it_may_know(Map.Entry<String, Set<String>> room) {
        knowsOnly(room.getKey(), room.getValue()).check(service);
    }

    @Test
    void the_rule_about_rooms_bites_and_leaves_none_out() {
        assertBroken(knowsOnly("gateway", Set.of("payment")), "KnowsAuthorizations", "Authorization");
        assertBroken(knowsOnly("checkout", Set.of("authorization")), "KnowsDocuments", "PublicDocument");
        assertThat(service.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.equals(SERVICE))
                        .map(name -> name.substring(SERVICE.length() + 1)))
                .allMatch(ROOMS::containsKey);
    }

    private static final ArchRule NO_TECHNOLOGY = noClasses()
            .that()
            .resideInAnyPackage(ROOMS.keySet().stream()
                    .filter(room -> !ADAPTERS.contains(room))
                    .map(ArchitectureTests::room)
                    .toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.data..",
                    "org.springframework.messaging..",
                    "org.springframework.kafka..",
                    "org.springframework.cloud..",
                    "org.apache.kafka..",
                    "com.mongodb..",
                    "org.bson..",
                    "jakarta.servlet..",
                    "io.checkoutsuite.web.http..",
                    "io.checkoutsuite.web.problem..")
            .because("what happens to money does not depend on how it is asked for, stored or published");

    @Test
    void the_model_and_the_use_cases_know_no_technology() {
        NO_TECHNOLOGY.check(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MongoOperations", "org.bson.Document", "Producer", "HttpStatus", "RestClient"})
    void the_rule_about_technology_bites(String technology) {
        assertBroken(NO_TECHNOLOGY, "KnowsTechnology", technology);
    }

    private static final ArchRule HIDDEN_ADAPTERS =
            new ServiceRules("payment").hidesItsAdapters("web", "messaging", "store");

    @Test
    void adapters_are_hidden() {
        HIDDEN_ADAPTERS.check(service);
        assertBroken(HIDDEN_ADAPTERS, "PublicDocument", "PublicDocument");
    }

    private static final ArchRule NO_FIELD_INJECTION = ServiceRules.injectsNothingIntoFields();

    @Test
    void nothing_is_injected_into_fields() {
        NO_FIELD_INJECTION.check(service);
        assertBroken(NO_FIELD_INJECTION, "KnowsTechnology", "mongo");
    }

    private static ArchRule sleepsOnlyIn(String room) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room(room))
                .should()
                .callMethod(Thread.class, "sleep", Duration.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("a retry policy says how often and how long; only the simulator is slow on purpose");
    }

    @Test
    void only_the_simulator_sleeps() {
        sleepsOnlyIn("simulator").check(service);
        assertThat(sleepsOnlyIn("web").evaluate(service).hasViolation()).isTrue();
    }
}
