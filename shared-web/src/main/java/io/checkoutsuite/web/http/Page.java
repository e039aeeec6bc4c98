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
 * @param next the cursor to ask on with; null on the last page
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String next) {

    private static final int LARGEST = 500;

    public Page {
        items = List.copyOf(items);
    }

    /** A page of what was found, where one more than the limit was asked for to know whether it goes on. */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), cursor.apply(found.get(limit - 1)));
    }

    /** @throws ProblemException 400 unless between 1 and 500 */
    public static int limit(int asked) {
        if (asked < 1 || asked > LARGEST) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError("query:limit", "not-allowed", "limit is between 1 and " + LARGEST));
        }
        return asked;
    }
}
