package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.acceptance.fuzz.Judge.Column;
import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.TestServers;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.StackProcess;
import io.checkoutsuite.stack.StackSettings;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.checks.Verdict;
import io.checkoutsuite.stack.client.SuiteClient;
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
    private static final Set<String> SELDOM = Set.of(
            "cart POST /ops/undo/{requestId}/retries",
            "cart POST /ops/replays/{id}/resume",
            "cart POST /ops/replays/{id}/cancel",
            "cart GET /ops/dead-letters/{id}",
            "cart POST /ops/dead-letters/{id}/redrives",
            "payment POST /ops/authorizations/{requestId}/reversals");

    private final Duration time;
    private final long seed;
    private final Path directory;
    private final Findings findings;
    private final Judge judge;

    private FuzzRun(Duration time, long seed, Path directory) {
        this.time = time;
        this.seed = seed;
        this.directory = directory;
        this.findings = new Findings(directory);
        this.judge = new Judge(findings);
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
                TestServers.kafkaOtherThanEmbedded().orElse(null),
                TestServers.mongoUriOtherThanEmbedded("fuzz").orElse(null),
                Map.of(
                        "suite.access.tenants", Tenant.HONEST + "," + Tenant.WILD,
                        "suite.payment.simulator.no-answer-after", "300ms",
                        "suite.reconciliation.grace", "0s"));
        String kafka = settings.kafka() == null ? "127.0.0.1:" + settings.kafkaPort() : settings.kafka();
        String mongo = settings.mongo() == null ? "mongodb://127.0.0.1:" + settings.mongoPort() : settings.mongo();
        Path logs = directory.resolve("logs");
        Wire wire = new Wire(settings.addresses());
        try (StackProcess stack = StackProcess.start(settings, logs);
                Watch watch = new Watch(wire, findings, kafka);
                RecordFuzz records = new RecordFuzz(kafka)) {
            Instant begun = Instant.now();
            SuiteClient honest = new SuiteClient(settings.addresses());
            SuiteClient wild = new SuiteClient(settings.addresses(), Tenant.WILD);
            List<Operation> operations = Stream.of(Service.values())
                    .flatMap(service -> Operation.of(service, honest).stream())
                    .toList();
            People people = new People(honest);
            Sender sender = new Sender(wire, judge);
            HonestBuyers honestBuyers = new HonestBuyers(honest, findings);
            FaultyBuyers faultyBuyers = new FaultyBuyers(sender, operations, people, findings);
            Requests requests = new Requests(sender, operations, people);
            honestBuyers.openShop();
            faultyBuyers.openShop();
            requests.openShop();
            Random random = new Random(seed);
            for (int i = 0; i < FIRST_RECORDS; i++) {
                records.next(random);
            }
            tour(requests, operations);
            allAtOnce(requests, faultyBuyers, honestBuyers, records, watch);
            if (!stack.isAlive()) {
                findings.add("the suite has exited", "see " + logs);
            }

            Aftermath aftermath = new Aftermath(findings, watch, mongo, logs);
            aftermath.everybodyCatchesUp();
            List<CartRecord> judged = faultyBuyers.records();
            List<Verdict> verdicts = new ArrayList<>(
                    aftermath.guarantees(honest, honestBuyers.records(), HonestBuyers::sells, HonestBuyers::gives));
            verdicts.addAll(aftermath.guarantees(
                    wild, judged, sku -> sku.startsWith(FaultyBuyers.MARK), code -> code.equals("JUDGED")));
            aftermath.reconciled(honest, begun, ids(honestBuyers.records()));
            aftermath.reconciled(wild, begun, ids(judged));
            aftermath.everyDeadLetterIsListed(List.of(honest, wild));
            aftermath.storesAreClean();
            aftermath.logsAreClean();
            everyOperationSucceeds(operations);
            return new Report(
                    findings.all(), text(operations, honestBuyers.records(), judged, verdicts, records, watch));
        }
    }

    private static Set<String> ids(List<CartRecord> carts) {
        return carts.stream().map(cart -> String.valueOf(cart.cartId())).collect(Collectors.toSet());
    }

    /** Sends valid requests to all operations before any invalid one. */
    private void tour(Requests requests, List<Operation> operations) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS_OF_THE_TOUR; round++) {
            operations.forEach(operation -> requests.sensible(operation, random));
        }
    }

    private void allAtOnce(Requests requests, FaultyBuyers faulty, HonestBuyers honest, RecordFuzz records, Watch watch)
            throws ExecutionException, InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService people = Executors.newCachedThreadPool();
                ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(2)) {
            start(people, running, REQUESTERS, until, requests::next);
            start(people, running, FAULTY_BUYERS, until, faulty::next);
            start(people, running, HONEST_BUYERS, until, honest::next);
            Random random = new Random(seed);
            if (time.compareTo(Duration.ofMinutes(1)) > 0) {
                records.large(random);
            }
            Future<?> thrown = clockwork.scheduleWithFixedDelay(
                    () -> records.next(random), 0, BETWEEN_RECORDS.toMillis(), TimeUnit.MILLISECONDS);
            Future<?> watched = clockwork.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.SECONDS);
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

    private void start(ExecutorService people, List<Future<?>> running, int many, long until, Consumer<Random> act) {
        for (int i = 0; i < many; i++) {
            Random random = new Random(seed * 31 + running.size());
            running.add(people.submit(() -> {
                while (System.nanoTime() < until) {
                    act.accept(random);
                }
            }));
        }
    }

    private void everyOperationSucceeds(List<Operation> operations) {
        operations.stream()
                .map(Operation::name)
                .filter(name -> judge.count(name, Column.SUCCESS) == 0 && !SELDOM.contains(name))
                .forEach(name -> findings.add("never succeeded: " + name, judge.lastRefusal(name)));
        operations.stream()
                .map(Operation::name)
                .filter(name -> Stream.of(Column.values()).allMatch(column -> judge.count(name, column) == 0))
                .forEach(name -> findings.add("never requested: " + name, "no request was sent"));
    }

    private String text(
            List<Operation> operations,
            List<CartRecord> honest,
            List<CartRecord> judged,
            List<Verdict> verdicts,
            RecordFuzz records,
            Watch watch)
            throws IOException {
        FuzzReport report = new FuzzReport(seed, time, operations, judge, findings.all());
        String text = report.text(honest, judged, verdicts, records.sent(), watch);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.md"), text);
        return text;
    }
}
