package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.acceptance.fuzz.ResponseChecker.Column;
import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.StackProcess;
import io.checkoutsuite.stack.StackSettings;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.test.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** One run: starts a whole suite in its own process, runs all callers concurrently for the given time, then checks the result. */
final class FuzzRun {

    private static final int REQUESTERS = 3;
    private static final int FAULTY_BUYERS = 2;
    private static final int HONEST_BUYERS = 2;
    private static final int ROUNDS_OF_THE_TOUR = 3;
    private static final int FIRST_RECORDS = 40;
    private static final Duration BETWEEN_RECORDS = Duration.ofMillis(250);

    /** Operations that succeed only after a fault that no caller can cause, or only while something is running. */
    private static final Set<String> RARELY_SUCCESSFUL = Set.of(
            "cart POST /ops/compensations/{requestId}/retries",
            "operations POST /ops/replays/{id}/resume",
            "operations POST /ops/replays/{id}/cancel",
            "cart GET /ops/dead-letters/{id}",
            "cart POST /ops/dead-letters/{id}/redrives",
            "payment POST /ops/authorizations/{requestId}/reversals");

    private final Duration time;
    private final long seed;
    private final Path directory;
    private final Findings findings;
    private final ResponseChecker checker;

    private FuzzRun(Duration time, long seed, Path directory) {
        this.time = time;
        this.seed = seed;
        this.directory = directory;
        this.findings = new Findings(directory);
        this.checker = new ResponseChecker(findings);
    }

    /** The result of a run. */
    record Report(List<Findings.Finding> findings, String text) {}

    /** @param directory for the report, the findings and the log of the suite */
    static Report run(Duration time, long seed, Path directory) {
        FileSystemUtils.deleteRecursively(directory.toFile());
        try {
            Path data = Files.createTempDirectory("checkout-suite-fuzz");
            try {
                return new FuzzRun(time, seed, directory).on(data);
            } finally {
                FileSystemUtils.deleteRecursively(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Report on(Path data) throws IOException, ExecutionException, InterruptedException {
        StackSettings settings = new StackSettings(
                data,
                Addresses.free(),
                FreePorts.next(),
                FreePorts.next(),
                TestServers.externalKafka().orElse(null),
                TestServers.externalMongoUri("fuzz").orElse(null),
                Map.of(
                        "suite.access.tenants", Tenant.HONEST + "," + Tenant.WILD,
                        "suite.payment.simulator.timeout", "300ms",
                        "suite.reconciliation.grace", "0s"));
        String kafka = settings.kafka() == null ? "127.0.0.1:" + settings.kafkaPort() : settings.kafka();
        String mongo = settings.mongo() == null ? "mongodb://127.0.0.1:" + settings.mongoPort() : settings.mongo();
        Path logs = directory.resolve("logs");
        RawHttpClient http = new RawHttpClient(settings.addresses());
        try (StackProcess stack = StackProcess.start(settings, logs);
                HealthMonitor monitor = new HealthMonitor(http, findings, kafka);
                RecordFuzz recordFuzz = new RecordFuzz(kafka)) {
            Instant begun = Instant.now();
            SuiteClient honest = new SuiteClient(settings.addresses());
            SuiteClient wild = new SuiteClient(settings.addresses(), Tenant.WILD);
            List<Operation> operations = Stream.of(Service.values())
                    .flatMap(service -> Operation.of(service, honest).stream())
                    .toList();
            CallerHeaders callers = new CallerHeaders(honest);
            Sender sender = new Sender(http, checker);
            HonestBuyers honestBuyers = new HonestBuyers(honest, findings);
            FaultyBuyers faultyBuyers = new FaultyBuyers(sender, operations, callers, findings);
            RequestFuzz requestFuzz = new RequestFuzz(sender, operations, callers);
            honestBuyers.openShop();
            faultyBuyers.openShop();
            requestFuzz.openShop();
            Random random = new Random(seed);
            for (int i = 0; i < FIRST_RECORDS; i++) {
                recordFuzz.next(random);
            }
            tour(requestFuzz, operations);
            allAtOnce(requestFuzz, faultyBuyers, honestBuyers, recordFuzz, monitor);
            if (!stack.isAlive()) {
                findings.add("the suite has exited", "see " + logs);
            }

            FinalChecks finalChecks = new FinalChecks(findings, monitor, mongo, logs);
            finalChecks.everybodyCatchesUp();
            List<CartRecord> judged = faultyBuyers.records();
            List<GuaranteeResult> results = new ArrayList<>(finalChecks.guarantees(
                    honest, honestBuyers.records(), HonestBuyers::ownsSku, HonestBuyers::ownsCode));
            results.addAll(finalChecks.guarantees(
                    wild, judged, sku -> sku.startsWith(FaultyBuyers.MARK), code -> code.equals("JUDGED")));
            finalChecks.reconciled(honest, begun, ids(honestBuyers.records()));
            finalChecks.reconciled(wild, begun, ids(judged));
            finalChecks.everyDeadLetterIsListed(List.of(honest, wild));
            finalChecks.storesAreClean();
            finalChecks.logsAreClean();
            everyOperationSucceeds(operations);
            return new Report(
                    findings.all(), text(operations, honestBuyers.records(), judged, results, recordFuzz, monitor));
        }
    }

    private static Set<String> ids(List<CartRecord> carts) {
        return carts.stream().map(cart -> String.valueOf(cart.cartId())).collect(Collectors.toSet());
    }

    /** Sends valid requests to all operations before any invalid one. */
    private void tour(RequestFuzz requestFuzz, List<Operation> operations) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS_OF_THE_TOUR; round++) {
            operations.forEach(operation -> requestFuzz.valid(operation, random));
        }
    }

    private void allAtOnce(
            RequestFuzz requestFuzz,
            FaultyBuyers faulty,
            HonestBuyers honest,
            RecordFuzz recordFuzz,
            HealthMonitor monitor)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService callers = Executors.newCachedThreadPool();
                ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2)) {
            start(callers, running, REQUESTERS, deadline, requestFuzz::next);
            start(callers, running, FAULTY_BUYERS, deadline, faulty::next);
            start(callers, running, HONEST_BUYERS, deadline, honest::next);
            Random random = new Random(seed);
            if (time.compareTo(Duration.ofMinutes(1)) > 0) {
                recordFuzz.large(random);
            }
            Future<?> thrown = scheduler.scheduleWithFixedDelay(
                    () -> recordFuzz.next(random), 0, BETWEEN_RECORDS.toMillis(), TimeUnit.MILLISECONDS);
            Future<?> watched = scheduler.scheduleWithFixedDelay(monitor::check, 1, 1, TimeUnit.SECONDS);
            for (Future<?> one : running) {
                one.get();
            }
            stopped(thrown);
            stopped(watched);
        }
    }

    /** Stops a periodic job and throws its failure: only a failed job is done before it is stopped. */
    private static void stopped(Future<?> job) throws ExecutionException, InterruptedException {
        if (job.isDone()) {
            job.get();
        }
        job.cancel(false);
    }

    private void start(
            ExecutorService callers, List<Future<?>> running, int many, long deadline, Consumer<Random> action) {
        for (int i = 0; i < many; i++) {
            Random random = new Random(seed * 31 + running.size());
            running.add(callers.submit(() -> {
                while (System.nanoTime() < deadline) {
                    action.accept(random);
                }
            }));
        }
    }

    private void everyOperationSucceeds(List<Operation> operations) {
        operations.stream()
                .map(Operation::name)
                .filter(name -> checker.count(name, Column.SUCCESS) == 0 && !RARELY_SUCCESSFUL.contains(name))
                .forEach(name -> findings.add("never succeeded: " + name, checker.lastRefusal(name)));
        operations.stream()
                .map(Operation::name)
                .filter(name -> Stream.of(Column.values()).allMatch(column -> checker.count(name, column) == 0))
                .forEach(name -> findings.add("never requested: " + name, "no request was sent"));
    }

    private String text(
            List<Operation> operations,
            List<CartRecord> honest,
            List<CartRecord> judged,
            List<GuaranteeResult> results,
            RecordFuzz recordFuzz,
            HealthMonitor monitor)
            throws IOException {
        FuzzReport report = new FuzzReport(seed, time, operations, checker, findings.all());
        String text = report.text(honest, judged, results, recordFuzz.sent(), monitor);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.md"), text);
        return text;
    }
}
