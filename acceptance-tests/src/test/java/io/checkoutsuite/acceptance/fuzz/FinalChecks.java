package io.checkoutsuite.acceptance.fuzz;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.checks.FactCollector;
import io.checkoutsuite.stack.checks.GuaranteeChecks;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/** The checks after a run. */
@RequiredArgsConstructor
final class FinalChecks {

    private static final Duration CATCH_UP_TIMEOUT = Duration.ofMinutes(2);
    private static final Pattern LOG_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} +(\\w+) .*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}&&[^\t]]");

    /** A longer run of digits is a different number. */
    private static final Pattern CARD = Pattern.compile(EdgeCaseValues.CARDS.stream()
            .map(card -> String.join("\\W*", card.split("")))
            .collect(Collectors.joining("|", "(?<!\\d)(?:", ")(?!\\d)")));

    /** Operators must see both, and the fuzzed records cause both. */
    private static final Pattern EXPECTED_ERROR = Pattern.compile("Parked |Replay \\S+ is stopped: not applied by");

    private final Findings findings;
    private final HealthMonitor monitor;
    private final String mongo;
    private final Path logs;

    /** Checks that every listener consumes everything. */
    void everybodyCatchesUp() {
        try {
            await().atMost(CATCH_UP_TIMEOUT)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> behind().isEmpty());
        } catch (ConditionTimeoutException stillBehind) {
            behind().forEach(location -> findings.add(
                    "a listener does not catch up: " + location.group() + " at "
                            + location.partition().topic(),
                    location.toString()));
        }
    }

    private List<HealthMonitor.GroupOffset> behind() {
        return monitor.groupOffsets().stream()
                .filter(location -> location.lag() > 0)
                .toList();
    }

    List<GuaranteeResult> guarantees(
            SuiteClient client, List<CartRecord> carts, Predicate<String> skus, Predicate<String> codes) {
        StockFigures all = StockFigures.now(client);
        Map<String, StockFigures.SkuFigures> figures = all.bySku().entrySet().stream()
                .filter(entry -> skus.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<JsonNode> usage = client.all(Service.OFFER, "/codes", client.operator()).stream()
                .map(code -> code.path("code").asString(""))
                .filter(codes)
                .map(code -> client.get(Service.OFFER, "/codes/" + SuiteClient.encoded(code), client.operator())
                        .body())
                .toList();
        List<GuaranteeResult> results = new GuaranteeChecks(
                        FactCollector.waiting(client).collect(carts, done -> {}))
                .all(SuiteClient.JSON.createObjectNode(), new StockFigures(figures), usage);
        results.forEach(result -> result.violations()
                .forEach(violation -> findings.add(result.guarantee() + ": " + result.promise(), violation)));
        return results;
    }

    /** Checks that reconciliation finds no discrepancies in the buyers' carts. */
    void reconciled(SuiteClient client, Instant since, Set<String> carts) {
        ServiceResponse reconciliation = client.call(
                Service.OPERATIONS,
                "POST",
                "/ops/reconciliations",
                Map.of("from", since.toString()),
                client.operator(),
                Map.of());
        if (!reconciliation.ok()) {
            findings.add("the reconciliation failed", reconciliation.toString());
        }
        reconciliation
                .body()
                .path("findings")
                .valueStream()
                .filter(finding -> carts.contains(finding.path("cartId").asString("")))
                .forEach(finding -> findings.add(
                        "the reconciliation finds " + finding.path("type").asString(""), finding.toString()));
    }

    /** Checks that every record of a dead-letter topic is listed for some tenant and can be read. */
    void everyDeadLetterIsListed(List<SuiteClient> tenants) throws ExecutionException, InterruptedException {
        Map<String, Long> parked = monitor.ends().entrySet().stream()
                .filter(end -> end.getKey().topic().endsWith(".dlq"))
                .collect(Collectors.groupingBy(
                        end -> service(end.getKey()), Collectors.summingLong(Map.Entry::getValue)));
        for (Service service : Service.PARTICIPANTS) {
            Set<String> listed = new HashSet<>();
            for (SuiteClient client : tenants) {
                for (String state : List.of("PARKED", "REDRIVEN")) {
                    client.all(service, "/ops/dead-letters?state=" + state, client.operator()).stream()
                            .map(letter -> letter.path("id").asString(""))
                            .filter(listed::add)
                            .forEach(id -> readable(service, client, id));
                }
            }
            long expected = parked.getOrDefault(service.id(), 0L);
            if (listed.size() != expected) {
                findings.add(
                        "dead letters of the " + service.id() + " service are not listed",
                        listed.size() + " of " + expected + " records of its dead-letter topics are listed");
            }
        }
    }

    private static String service(TopicPartition partition) {
        String[] words = partition.topic().split("\\.");
        return words.length < 2 ? "" : words[1].replace("-service", "");
    }

    private void readable(Service service, SuiteClient client, String id) {
        ServiceResponse letter = client.get(service, "/ops/dead-letters/" + SuiteClient.encoded(id), client.operator());
        if (!letter.ok()) {
            findings.add("a dead letter of the " + service.id() + " service cannot be read", id + " " + letter);
        }
    }

    void logsAreClean() {
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                String before = "";
                for (String line : text.split("\n")) {
                    judge(line, before);
                    before = LOG_LINE.matcher(line).lookingAt() ? line : before;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void judge(String line, String before) {
        if (CARD.matcher(line).find()) {
            findings.add("G10: a card number in the log", line);
        }
        if (CONTROL.matcher(line).find()) {
            findings.add("a raw control character in the log", line);
        }
        var beginning = LOG_LINE.matcher(line);
        if (!beginning.matches()) {
            if (!line.isEmpty()) {
                findings.add("a stack trace, or a forged line, in the log: " + kind(before), before + "\n" + line);
            }
        } else if (beginning.group(1).equals("ERROR")
                && !EXPECTED_ERROR.matcher(line).find()) {
            findings.add("an ERROR in the log: " + kind(line), line);
        }
    }

    /** Removes the parts that differ each time. */
    private static String kind(String line) {
        String words =
                line.replaceAll("^[\\d:.]+ +", "").replaceAll("\\[[^]]*]", "").replaceAll("[\\w-]*\\d[\\w-]*", "#");
        return words.substring(0, Math.min(words.length(), 110));
    }

    void storesAreClean() {
        try (MongoClient client = MongoClients.create(mongo)) {
            for (Service service : Service.values()) {
                MongoDatabase database = client.getDatabase(service.id());
                for (String collection : database.listCollectionNames().into(new ArrayList<>())) {
                    database.getCollection(collection).find().forEach(document -> judge(service, collection, document));
                }
            }
        }
    }

    private void judge(Service service, String collection, Document document) {
        String location = service.id() + "." + collection;
        if (CARD.matcher(document.toJson()).find()) {
            findings.add("G10: a card number in " + location, document.toJson());
        }
        if (document.get("outbox") instanceof List<?> pending && !pending.isEmpty()) {
            findings.add("G9: an event is never published: " + location, document.toJson());
        }
        if (collection.equals("carts") && document.toJson().contains("\"SUBMISSION_IN_PROGRESS\"")) {
            findings.add("G6: a cart is stuck in its submission", document.toJson());
        }
    }
}
