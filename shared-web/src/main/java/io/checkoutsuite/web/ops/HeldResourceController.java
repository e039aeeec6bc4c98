package io.checkoutsuite.web.ops;

import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.HeldResources;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what this service holds or has created for checkout attempts, for comparison with the checkouts. */
@RestController
@ConditionalOnBean(HeldResources.class)
@RequiredArgsConstructor
class HeldResourceController {

    private final HeldResources heldResources;

    /** Ordered by id; with {@code from} and {@code to}, only what was first reserved or created in that period. */
    @Operation(summary = "Lists what this service holds or has created for checkout attempts")
    @GetMapping("/ops/holdings")
    Page<HeldResource> listHeldResources(
            Caller caller,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after) {
        int size = Page.limit(limit);
        return Page.of(heldResources.page(caller.tenant(), created(from, to), after, size + 1), size, HeldResource::id);
    }

    private static @Nullable TimeRange created(@Nullable Instant from, @Nullable Instant to) {
        if (from == null && to == null) {
            return null;
        }
        if (from == null || to == null || from.isAfter(to)) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError("query:from", "not-allowed", "from and to must both be set, from not after to"));
        }
        return new TimeRange(from, to);
    }
}
