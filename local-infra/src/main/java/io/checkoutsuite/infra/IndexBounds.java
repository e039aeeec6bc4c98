package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The index bounds of a filter: the keys and ranges to look up in order to find every document that can match. The whole filter is
 * checked again on the documents found, so the bounds may cover too many documents but never too few.
 */
final class IndexBounds {
    private static final int MAX_KEYS = 10_000;

    private final Map<String, List<Object>> values = new LinkedHashMap<>();
    private final Map<String, Range> ranges = new LinkedHashMap<>();

    /** The range that a filter's comparisons allow for a field, both ends included; null means unbounded. */
    record Range(@Nullable Object low, @Nullable Object high) {
        private Range and(Range other) {
            return new Range(low == null ? other.low : low, high == null ? other.high : high);
        }

        /** An array matches a range if one element is above its low end and any element is below its high end. */
        Range ofArrays() {
            return low == null ? this : new Range(low, null);
        }

        /** The keys that begin with the given values and continue with one in this range; without a low end, null is left out. */
        KeyRange keysAfter(OrderedKey values) {
            return new KeyRange(
                    low == null ? values.startOfNotNull() : values.and(low).bytes(),
                    high == null ? values.end() : values.and(high).end());
        }
    }

    private IndexBounds() {}

    static IndexBounds of(Document filter) {
        IndexBounds bounds = new IndexBounds();
        bounds.readAll("", filter);
        return bounds;
    }

    /** The number of leading fields that the filter compares for equality. */
    int leading(List<String> fields) {
        int count = 0;
        while (count < fields.size() && values.containsKey(fields.get(count))) {
            count++;
        }
        return count;
    }

    /** Returns every combination of values that the filter allows for these fields; empty if a field is unbounded or there are too many. */
    Optional<Set<KeyValue>> keys(List<String> fields) {
        List<List<Object>> rows = List.of(List.of());
        for (String field : fields) {
            List<Object> allowed = values.get(field);
            if (allowed == null || (long) rows.size() * allowed.size() > MAX_KEYS) {
                return Optional.empty();
            }
            rows = extended(rows, allowed);
        }
        Set<KeyValue> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.add(new KeyValue(row).normalized()));
        return Optional.of(keys);
    }

    private static List<List<Object>> extended(List<List<Object>> rows, List<Object> allowed) {
        List<List<Object>> longer = new ArrayList<>();
        for (List<Object> row : rows) {
            for (Object value : allowed) {
                List<Object> next = new ArrayList<>(row);
                next.add(value);
                longer.add(next);
            }
        }
        return longer;
    }

    Optional<Range> range(String field) {
        return Optional.ofNullable(ranges.get(field));
    }

    private void readAll(String prefix, Document filter) {
        filter.forEach((field, condition) -> read(prefix, field, condition));
    }

    private void read(String prefix, String field, @Nullable Object condition) {
        if (field.equals("$and") && condition instanceof Collection<?> all) {
            all.forEach(each -> readAll(prefix, (Document) each));
        } else if (!field.startsWith("$")) {
            readCondition(prefix + field, condition);
        }
    }

    private void readCondition(String field, @Nullable Object condition) {
        if (!(condition instanceof Document operators) || !isOperators(operators)) {
            addEquality(field, condition);
            return;
        }
        Range range = new Range(end(operators, "$gt", "$gte"), end(operators, "$lt", "$lte"));
        if (range.low() != null || range.high() != null) {
            ranges.merge(field, range, Range::and);
        }
        if (operators.containsKey("$eq")) {
            addEquality(field, operators.get("$eq"));
        }
        if (operators.get("$in") instanceof Collection<?> any && any.stream().allMatch(IndexBounds::isPlain)) {
            narrow(field, List.copyOf(any));
        }
        // A matching element contains the value, so a multikey index has an entry of the document for it.
        if (operators.get("$elemMatch") instanceof Document element) {
            readAll(field + ".", element);
        }
    }

    private static @Nullable Object end(Document operators, String open, String closed) {
        @Nullable Object end = operators.containsKey(open) ? operators.get(open) : operators.get(closed);
        return isPlain(end) ? end : null;
    }

    private void addEquality(String field, @Nullable Object value) {
        if (value != null && isPlain(value)) {
            narrow(field, List.of(value));
        }
    }

    private void narrow(String field, List<Object> allowed) {
        values.merge(field, allowed, (before, now) -> now.size() < before.size() ? now : before);
    }

    private static boolean isOperators(Document document) {
        return document.keySet().stream().anyMatch(key -> key.startsWith("$"));
    }

    /** Whether only the very value matches, so that all of its index entries are of documents that match. */
    static boolean isScalar(@Nullable Object value) {
        return isPlain(value) && !(value instanceof Document);
    }

    /** Whether an index can look up the value. Null also matches a missing field, and an array also matches as a whole, so neither can. */
    private static boolean isPlain(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Collection<?> ignored -> false;
            case BsonRegularExpression ignored -> false;
            case Document document -> !isOperators(document);
            default -> true;
        };
    }
}
