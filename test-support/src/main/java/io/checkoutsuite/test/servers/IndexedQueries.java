package io.checkoutsuite.test.servers;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Detects, in tests, every query of the code under test that no index of its collection supports, because MongoDB would scan the whole
 * collection for it. It applies MongoDB's rules for compound indexes and therefore also reports queries that the embedded server could
 * serve without a scan. It also reports unique indexes that a sharded collection cannot have; all collections are sharded by {@code _id}.
 * Queries of the tests themselves are not checked. {@link IndexedQueriesConfiguration} registers it with the services,
 * {@link IndexedQueriesExtension} fails the test.
 */
public final class IndexedQueries implements CommandListener {
    /** Listens to all clients of the JVM. */
    static final IndexedQueries SHARED = new IndexedQueries(
            // Few carts are in checkout at a time; those whose lease has expired are read in the order of their ids.
            "carts: status, leaseUntil");

    private static final String BASE_PACKAGE = "io.checkoutsuite.";
    private static final String ID = "_id";

    /** The same in (nearly) all documents, so an index lookup by this field alone does not narrow the result. */
    private static final String TENANT = "tenant";

    private static final Set<String> NARROWING = Set.of("$eq", "$in", "$gt", "$gte", "$lt", "$lte", "$elemMatch");
    private static final Set<String> EQUAL = Set.of("$eq", "$in");

    private final Map<String, Collection<List<String>>> indexes = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Supplier<Optional<String>> caller;
    private final Set<String> sorted;

    /** @param sorted queries that may sort all index matches in memory to get one page, as {@code collection: field, field} */
    public IndexedQueries(String... sorted) {
        this(IndexedQueries::codeUnderTest, sorted);
    }

    IndexedQueries(Supplier<Optional<String>> caller, String... sorted) {
        this.caller = caller;
        this.sorted = Set.of(sorted);
    }

    /** Client settings under which queries are checked, for tests that create their own client. */
    public static MongoClientSettings clientSettings(String uri) {
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .addCommandListener(SHARED)
                .build();
    }

    /** @throws AssertionError if violations were found since the last call */
    void verify() {
        Set<String> found = new LinkedHashSet<>();
        for (String each = violations.poll(); each != null; each = violations.poll()) {
            found.add(each);
        }
        if (!found.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), found));
        }
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        try {
            inspect(event, event.getCommand());
        } catch (RuntimeException notUnderstood) {
            // The driver would swallow the exception.
            violations.add("Cannot read " + event.getCommand() + ": " + notUnderstood);
        }
    }

    private void inspect(CommandStartedEvent event, BsonDocument command) {
        switch (event.getCommandName()) {
            case "createIndexes" -> recordIndexes(event.getDatabaseName(), command);
            case "find" ->
                check(event, command, command.get("filter"), command.get("sort"), command.containsKey("limit"));
            case "findAndModify" -> check(event, command, command.get("query"), command.get("sort"), true);
            case "count", "distinct" -> check(event, command, command.get("query"), null, false);
            case "aggregate" -> check(event, command, firstMatch(command), null, false);
            case "update" -> each(command, "updates").forEach(one -> check(event, command, one.get("q"), null, false));
            case "delete" -> each(command, "deletes").forEach(one -> check(event, command, one.get("q"), null, false));
            default -> {}
        }
    }

    private void recordIndexes(String database, BsonDocument command) {
        String collection = database + "." + command.getString("createIndexes").getValue();
        each(command, "indexes").forEach(index -> {
            List<String> fields = List.copyOf(index.getDocument("key").keySet());
            indexes.computeIfAbsent(collection, any -> new CopyOnWriteArrayList<>())
                    .add(fields);
            if (index.containsKey("unique") && !fields.contains(ID)) {
                report("The unique index " + fields + " of " + collection + " does not contain the shard key, " + ID);
            }
        });
    }

    /** Records a violation, unless a test issued the command. */
    private void report(String violation) {
        caller.get().ifPresent(origin -> violations.add(violation + " (" + origin + ")"));
    }

    private static List<BsonDocument> each(BsonDocument command, String list) {
        return command.getArray(list).stream().map(BsonValue::asDocument).toList();
    }

    private static BsonValue firstMatch(BsonDocument command) {
        List<BsonDocument> stages = each(command, "pipeline");
        return stages.isEmpty() || !stages.getFirst().containsKey("$match")
                ? new BsonDocument()
                : stages.getFirst().getDocument("$match");
    }

    private void check(
            CommandStartedEvent event,
            BsonDocument command,
            @Nullable BsonValue filter,
            @Nullable BsonValue sort,
            boolean limited) {
        String collection = command.getString(event.getCommandName()).getValue();
        BsonDocument query = filter == null ? new BsonDocument() : filter.asDocument();
        BsonDocument order = sort == null ? new BsonDocument() : sort.asDocument();
        String shape =
                collection + ": " + String.join(", ", Conditions.of(query).fields());
        boolean inOrder = limited && !order.isEmpty() && !sorted.contains(shape);
        if (isSupported(event.getDatabaseName() + "." + collection, query, inOrder ? order : new BsonDocument())) {
            return;
        }
        report("No index of " + collection + " supports " + event.getCommandName() + " by "
                + Conditions.of(query).fields() + (order.isEmpty() ? "" : " in the order of " + order.keySet())
                + "; its indexes are " + indexes.get(event.getDatabaseName() + "." + collection));
    }

    private boolean isSupported(String collection, BsonDocument filter, BsonDocument order) {
        if (filter.containsKey("$or")) {
            BsonDocument rest = copy(filter);
            rest.remove("$or");
            return isSupported(collection, rest, order)
                    || each(filter, "$or").stream().allMatch(branch -> {
                        BsonDocument all = copy(rest);
                        all.putAll(branch);
                        return isSupported(collection, all, order);
                    });
        }
        Conditions conditions = Conditions.of(filter);
        return supports(List.of(ID), conditions, order) && conditions.narrow().contains(ID)
                || indexes.getOrDefault(collection, List.of()).stream()
                        .anyMatch(index -> supports(index, conditions, order));
    }

    /** Returns a mutable copy; the driver's documents are immutable. */
    private static BsonDocument copy(BsonDocument filter) {
        BsonDocument copy = new BsonDocument();
        copy.putAll(filter);
        return copy;
    }

    /** Requires equality on the leading fields, followed by the requested order or a range: a page must not need a sort of all matches. */
    private static boolean supports(List<String> index, Conditions conditions, BsonDocument order) {
        int equal = 0;
        boolean narrows = false;
        while (equal < index.size() && conditions.equal().contains(index.get(equal))) {
            narrows |= !index.get(equal).equals(TENANT);
            equal++;
        }
        List<String> further = index.subList(equal, index.size());
        if (!order.isEmpty()) {
            return isOne(index, equal) || isStartOf(further, List.copyOf(order.keySet()));
        }
        return narrows || (!further.isEmpty() && conditions.narrow().contains(further.getFirst()));
    }

    private static boolean isOne(List<String> index, int equal) {
        return equal > 0 && index.get(equal - 1).equals(ID);
    }

    private static boolean isStartOf(List<String> fields, List<String> start) {
        return start.size() <= fields.size() && fields.subList(0, start.size()).equals(start);
    }

    /** The code under test that issues the command; empty if a test does. */
    private static Optional<String> codeUnderTest() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith(BASE_PACKAGE)
                                && frame.getDeclaringClass() != IndexedQueries.class)
                        .findFirst())
                .filter(frame -> !isTestClass(frame.getDeclaringClass()))
                .map(frame -> frame.getDeclaringClass().getSimpleName() + "." + frame.getMethodName());
    }

    private static boolean isTestClass(Class<?> type) {
        String location = locationOf(type);
        return location.contains("test-classes") || location.equals(locationOf(IndexedQueries.class));
    }

    private static String locationOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    /**
     * The fields that a filter names.
     *
     * @param equal the fields compared with one or several values
     * @param narrow the fields of {@code equal}, and those restricted to a range
     */
    private record Conditions(List<String> fields, Set<String> equal, Set<String> narrow) {

        static Conditions of(BsonDocument filter) {
            Conditions conditions = new Conditions(new ArrayList<>(), new HashSet<>(), new HashSet<>());
            conditions.readAll("", filter);
            return conditions;
        }

        private void readAll(String prefix, BsonDocument filter) {
            filter.forEach((field, condition) -> {
                if (field.equals("$and")) {
                    condition.asArray().forEach(each -> readAll(prefix, each.asDocument()));
                } else if (!field.startsWith("$")) {
                    read(prefix + field, condition);
                }
            });
        }

        private void read(String field, BsonValue condition) {
            fields.add(field);
            if (!condition.isDocument()
                    || condition.asDocument().isEmpty()
                    || !condition.asDocument().getFirstKey().startsWith("$")) {
                equal.add(field);
                narrow.add(field);
                return;
            }
            BsonDocument operators = condition.asDocument();
            if (operators.keySet().stream().anyMatch(EQUAL::contains)) {
                equal.add(field);
            }
            if (operators.keySet().stream().anyMatch(NARROWING::contains)) {
                narrow.add(field);
            }
            if (operators.containsKey("$elemMatch")) {
                readAll(field + ".", operators.getDocument("$elemMatch"));
            }
        }
    }
}
