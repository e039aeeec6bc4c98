package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what MongoDB refuses in orders, projections, pages and index keys, with its codes and messages. The library alone would ignore it, or fail with an
 * error of its own.
 */
final class CommandChecks {

    private static final Set<String> INDEX_PLUGINS = Set.of("2d", "2dsphere", "hashed", "text");

    private CommandChecks() {}

    /** @throws MongoServerError if MongoDB would refuse the command */
    static void check(String command, Document query) {
        switch (command) {
            case "find" -> {
                checkFindOrder(query.get("sort"));
                checkProjection(query.get("projection"));
                checkNotNegative("skip", query.get("skip"));
                checkNotNegative("limit", query.get("limit"));
                checkNotNegative("batchSize", query.get("batchSize"));
            }
            case "findandmodify" -> {
                checkFindOrder(query.get("sort"));
                checkProjection(query.get("fields"));
            }
            case "aggregate" -> checkPipeline(query.get("pipeline"));
            default -> {
                // The other commands have no order and no pages.
            }
        }
    }

    private static void checkFindOrder(@Nullable Object sort) {
        if (!(sort instanceof Document keys)) {
            return;
        }
        if (keys.get("$natural") instanceof Number natural && Math.abs(natural.intValue()) != 1) {
            throw new MongoServerError(2, "BadValue", "$natural sort cannot be set to a value other than -1 or 1.");
        }
        keys.entrySet().forEach(CommandChecks::checkSortKey);
    }

    private static void checkSortKey(Map.Entry<String, @Nullable Object> key) {
        Object order = key.getValue();
        if (key.getKey().isEmpty()) {
            throw location(40352, "FieldPath cannot be constructed with empty string");
        }
        if (order instanceof Document expression) {
            throw refusedExpression(expression);
        }
        if (!(order instanceof Number direction)) {
            throw location(15974, "Illegal key in $sort specification: " + key.getKey() + ": " + shown(order));
        }
        if (Math.abs((long) direction.intValue()) != 1) {
            throw location(15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
        }
    }

    /** There is no text index, so that there are no scores to sort by. */
    private static MongoServerError refusedExpression(Document expression) {
        if (expression.isEmpty() || !expression.keySet().iterator().next().equals("$meta")) {
            return location(17312, "$meta is the only expression supported by $sort right now");
        }
        if (expression.size() > 1) {
            return new MongoServerError(
                    9, "FailedToParse", "Cannot have additional keys in a $meta sort specification");
        }
        return "textScore".equals(expression.get("$meta"))
                ? location(40218, "query requires text score metadata, but it is not available")
                : location(17308, "Unsupported $meta field: " + expression.get("$meta"));
    }

    /** A projection either names the fields to return or those to leave out; only the id may be left out of the former. */
    private static void checkProjection(@Nullable Object projection) {
        if (!(projection instanceof Document fields)) {
            return;
        }
        @Nullable Boolean includes = null;
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            @Nullable Boolean included = isIncluded(field.getValue());
            if (included == null || field.getKey().equals("_id")) {
                continue;
            }
            if (includes != null && !includes.equals(included)) {
                throw included
                        ? location(31253, "Cannot do inclusion on field " + field.getKey() + " in exclusion projection")
                        : location(
                                31254, "Cannot do exclusion on field " + field.getKey() + " in inclusion projection");
            }
            includes = included;
        }
    }

    /** Null for an expression. */
    private static @Nullable Boolean isIncluded(@Nullable Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            case null, default -> null;
        };
    }

    private static void checkPipeline(@Nullable Object pipeline) {
        if (!(pipeline instanceof Collection<?> stages)) {
            return;
        }
        for (Object stage : stages) {
            if (stage instanceof Document document) {
                document.forEach(CommandChecks::checkStage);
            }
        }
    }

    private static void checkStage(String name, @Nullable Object value) {
        switch (name) {
            case "$sort" -> checkSortStage(value);
            case "$limit" -> {
                checkNotNegative(5107201, name, value);
                if (value instanceof Number limit && limit.longValue() == 0) {
                    throw location(15958, "the limit must be positive");
                }
            }
            case "$skip" -> checkNotNegative(5107200, name, value);
            default -> {
                // Other stages order and limit nothing.
            }
        }
    }

    private static void checkSortStage(@Nullable Object value) {
        if (!(value instanceof Document keys)) {
            throw location(15973, "the $sort key specification must be an object");
        }
        if (keys.isEmpty()) {
            throw location(15976, "$sort stage must have at least one sort key");
        }
        keys.entrySet().forEach(CommandChecks::checkSortKey);
    }

    private static void checkNotNegative(int code, String stage, @Nullable Object value) {
        if (!(value instanceof Number number)) {
            throw location(
                    code,
                    "invalid argument to " + stage + " stage: Expected a number in: " + stage + ": " + shown(value));
        }
        if (number.longValue() < 0) {
            throw location(
                    code,
                    "invalid argument to " + stage + " stage: Expected a non-negative number in: " + stage + ": "
                            + shown(value));
        }
    }

    private static void checkNotNegative(String field, @Nullable Object value) {
        if (value instanceof Number number && number.longValue() < 0) {
            throw location(
                    51024, "BSON field '" + field + "' value must be >= 0, actual value '" + number.longValue() + "'");
        }
    }

    /** @throws MongoServerError if MongoDB would not create an index with such keys, or this server cannot */
    static void checkIndexKeys(@Nullable Object keys) {
        if (!(keys instanceof Document pattern)) {
            return;
        }
        if (pattern.isEmpty()) {
            throw cannotCreateIndex("Index keys cannot be an empty object.");
        }
        for (Map.Entry<String, @Nullable Object> key : pattern.entrySet()) {
            if (key.getKey().isEmpty()) {
                throw cannotCreateIndex("Index keys cannot be an empty field.");
            }
            switch (key.getValue()) {
                case Number order
                when Double.isNaN(order.doubleValue()) ->
                    throw cannotCreateIndex("Values in the index key pattern cannot be NaN.");
                case Number order
                when order.doubleValue() == 0 ->
                    throw cannotCreateIndex("Values in the index key pattern cannot be 0.");
                case Number order -> {}
                case String plugin
                when INDEX_PLUGINS.contains(plugin) ->
                    throw cannotCreateIndex(plugin + " is not supported by the local server");
                case String plugin -> throw cannotCreateIndex("Unknown index plugin '" + plugin + "'");
                case null, default ->
                    throw cannotCreateIndex("Values in v:2 index key pattern cannot be of type "
                            + typeName(key.getValue())
                            + ". Only numbers > 0, numbers < 0, and strings are allowed.");
            }
        }
    }

    private static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean flag -> "bool";
            case Document document -> "object";
            case Collection<?> list -> "array";
            default -> value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    private static MongoServerError location(int code, String message) {
        return new MongoServerError(code, "Location" + code, message);
    }

    private static MongoServerError cannotCreateIndex(String message) {
        return new MongoServerError(67, "CannotCreateIndex", message);
    }
}
