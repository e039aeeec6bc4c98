package io.checkoutsuite.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor for the next page; null on the last page
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int LARGEST = 500;

    public Page {
        items = List.copyOf(items);
    }

    /** Creates a page from the result of a query for one item more than the limit; the extra item shows that there is a next page. */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() <= limit
                ? whole(found)
                : new Page<>(found.subList(0, limit), cursor.apply(found.get(limit - 1)));
    }

    /** A list that has no further pages. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    /** The same page of other items. */
    public <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), next);
    }

    /** @throws ProblemException 400 unless between 1 and 500 */
    public static int limit(int asked) {
        if (asked < 1 || asked > LARGEST) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError("query:limit", "not-allowed", "limit must be between 1 and " + LARGEST));
        }
        return asked;
    }
}
