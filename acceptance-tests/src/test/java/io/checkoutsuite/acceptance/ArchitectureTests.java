package io.checkoutsuite.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.checkoutsuite.cart.specimen.DependsOnOrderService;
import io.checkoutsuite.cart.specimen.NamesOutboxInComponent;
import io.checkoutsuite.cart.specimen.NamesOutboxInLiteral;
import io.checkoutsuite.cart.specimen.NamesOutboxInPath;
import io.checkoutsuite.offer.specimen.BypassesReservations;
import io.checkoutsuite.reservations.counter.CounterStatus;
import io.checkoutsuite.reservations.counter.Hold;
import io.checkoutsuite.reservations.counter.Holds;
import io.checkoutsuite.reservations.counter.UnsettledHoldsException;
import io.checkoutsuite.reservations.expiry.ExpiredRequests;
import io.checkoutsuite.reservations.ledger.ChangeLog;
import io.checkoutsuite.reservations.ledger.ChangeableCounters;
import io.checkoutsuite.reservations.ledger.CounterFigures;
import io.checkoutsuite.reservations.ledger.RequestHistory;
import io.checkoutsuite.reservations.ledger.StoredFigures;
import io.checkoutsuite.reservations.request.Commit;
import io.checkoutsuite.reservations.request.Extend;
import io.checkoutsuite.reservations.request.Preview;
import io.checkoutsuite.reservations.request.Release;
import io.checkoutsuite.reservations.request.Requests;
import io.checkoutsuite.reservations.request.Reserve;
import io.checkoutsuite.shared.specimen.SharedCodeThatKnowsOrders;
import io.checkoutsuite.test.architecture.ServiceRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules about the modules together; the rules of one module are in its own tests. A rule that matches no classes fails.
 */
class ArchitectureTests {

    private static final List<String> SERVICES = List.of("cart", "order", "inventory", "offer", "payment");
    private static final Pattern SLEEP =
            Pattern.compile("\\b(Thread|TimeUnit\\.[A-Z]+)\\.sleep\\(|\\bPause\\.of\\(|\\bparkNanos\\(");

    private static JavaClasses suite;

    @BeforeAll
    static void read() {
        suite = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/specimen/"))
                .importPackages("io.checkoutsuite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cart", "order", "inventory", "offer", "payment"})
    void a_service_knows_no_other_service(String service) {
        new ServiceRules(service).knowsNoOtherService().check(suite);
    }

    @Test
    void the_rule_about_services_bites() {
        JavaClasses specimen = new ClassFileImporter().importClasses(DependsOnOrderService.class);

        ServiceRules.assertViolated(specimen, new ServiceRules("cart").knowsNoOtherService());
    }

    private static ArchRule whatServicesShareKnowsNoneOfThem() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(Stream.concat(SERVICES.stream(), Stream.of("stack", "acceptance"))
                        .map(user -> "io.checkoutsuite." + user + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES.stream()
                        .map(service -> "io.checkoutsuite." + service + "..")
                        .toArray(String[]::new))
                .because("a shared module must not depend on its users");
    }

    @Test
    void what_services_share_knows_none_of_them() {
        whatServicesShareKnowsNoneOfThem().check(suite);
    }

    @Test
    void the_rule_about_what_services_share_bites() {
        JavaClasses specimen = new ClassFileImporter().importClasses(SharedCodeThatKnowsOrders.class);

        assertThat(whatServicesShareKnowsNoneOfThem().evaluate(specimen).hasViolation())
                .isTrue();
    }

    private static ArchRule onlyTheOutboxNamesItsFields() {
        return classes()
                .that()
                .resideOutsideOfPackage("io.checkoutsuite.messaging.outbox")
                .should(containNoNameOf("outbox", "outboxPending", "outboxPendingSince", "outboxRejected"))
                .because("an adapter that sets them by hand could forget one, and its events would never be published");
    }

    /** What services may not use, although Java requires it to be public between the packages of the module. */
    private static final ArchRule RESERVATIONS_BY_THEIR_DOORS = noClasses()
            .that()
            .resideOutsideOfPackage("io.checkoutsuite.reservations..")
            .should()
            .dependOnClassesThat(belongToAnyOf(
                    Requests.class,
                    Reserve.class,
                    Commit.class,
                    Release.class,
                    Extend.class,
                    Preview.class,
                    Holds.class,
                    Hold.class,
                    CounterStatus.class,
                    UnsettledHoldsException.class,
                    ExpiredRequests.class,
                    RequestHistory.class,
                    ChangeLog.class,
                    ChangeableCounters.class,
                    StoredFigures.class,
                    CounterFigures.class))
            .because(
                    "a service that changed a request or a hold by itself would bypass the order of writes that every guarantee rests on");

    @Test
    void reservations_are_used_through_their_doors() {
        RESERVATIONS_BY_THEIR_DOORS.check(suite);
    }

    @Test
    void the_rule_about_the_doors_of_reservations_bites() {
        JavaClasses specimen = new ClassFileImporter().importClasses(BypassesReservations.class);

        assertThat(RESERVATIONS_BY_THEIR_DOORS.evaluate(specimen).hasViolation())
                .isTrue();
    }

    @Test
    void only_the_outbox_names_the_fields_of_a_document_that_it_is_stored_in() {
        onlyTheOutboxNamesItsFields().check(suite);
    }

    @ParameterizedTest
    @ValueSource(classes = {NamesOutboxInLiteral.class, NamesOutboxInPath.class, NamesOutboxInComponent.class})
    void the_rule_about_the_outbox_bites(Class<?> specimen) {
        assertThat(onlyTheOutboxNamesItsFields()
                        .evaluate(new ClassFileImporter().importClasses(specimen))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void no_test_of_any_module_sleeps() {
        List<Path> tests = testSources();

        assertThat(tests).hasSizeGreaterThan(30);
        assertThat(tests.stream().filter(ArchitectureTests::sleeps)).isEmpty();
    }

    @Test
    void the_rule_about_sleeping_bites() {
        assertThat(SLEEP.asPredicate()).accepts("Thread" + ".sleep(100)", "TimeUnit.SECONDS" + ".sleep(1)");
        assertThat(SLEEP.asPredicate()).rejects("await().until(done)", "Pattern.compile(\"Thread\")");
    }

    /**
     * Neither as a string, alone or before a dot, nor as a list or flag that is mapped to a field of that name. Constants are inlined, so strings
     * are read from the class file.
     */
    private static ArchCondition<JavaClass> containNoNameOf(String... fields) {
        Pattern names = Pattern.compile("(%s)([.].*)?".formatted(String.join("|", fields)));
        return new ArchCondition<>("contain no name of " + String.join(", ", fields)) {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                Stream<String> mapped = each.getFields().stream()
                        .filter(field -> !field.getRawType().getPackageName().startsWith("io.checkoutsuite"))
                        .map(JavaField::getName);
                Stream.concat(mapped, strings(each))
                        .filter(names.asMatchPredicate())
                        .forEach(name -> events.add(
                                SimpleConditionEvent.violated(each, "%s contains %s".formatted(each.getName(), name))));
            }
        };
    }

    private static Stream<String> strings(JavaClass each) {
        try (InputStream bytes = each.getSource().orElseThrow().getUri().toURL().openStream()) {
            return StreamSupport.stream(
                            ClassFile.of()
                                    .parse(bytes.readAllBytes())
                                    .constantPool()
                                    .spliterator(),
                            false)
                    .filter(StringEntry.class::isInstance)
                    .map(entry -> ((StringEntry) entry).stringValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean sleeps(Path source) {
        try {
            return SLEEP.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> testSources() {
        try (Stream<Path> modules = Files.list(Path.of("").toAbsolutePath().getParent())) {
            return modules.map(module ->
                            module.resolve(module.endsWith("test-support") ? "src/main/java" : "src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ArchitectureTests::javaFiles)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
