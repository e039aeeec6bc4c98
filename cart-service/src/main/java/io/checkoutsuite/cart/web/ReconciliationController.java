package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.reconcile.FindingType;
import io.checkoutsuite.cart.reconcile.Reconciler;
import io.checkoutsuite.cart.reconcile.Reconciliation;
import io.checkoutsuite.cart.reconcile.Reconciliations;
import io.checkoutsuite.cart.reconcile.ServiceSilent;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Filters;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.problem.Errors;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs the reconciliation on an operator's request, with safe repairs if requested, and returns the results of earlier runs. */
@Slf4j
@RestController
@RequestMapping("/ops/reconciliations")
@RequiredArgsConstructor
class ReconciliationController {

    private static final Set<String> PARAMETERS = Set.of("limit", "after");
    private static final String RETRY_SECONDS = "10";
    private static final int MOST_TYPES = 100;

    private final Reconciler reconciler;
    private final Reconciliations reconciliations;

    /** @param types names of {@link FindingType}; none for all */
    record Asked(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable List<@Nullable String> types,
            @Nullable Boolean repair) {

        Reconciler.Wanted wanted() {
            Errors errors = new Errors();
            if (from != null && to != null && from.isAfter(to)) {
                errors.add("/from", "not-allowed", "from is after to");
            }
            Set<FindingType> wanted = EnumSet.noneOf(FindingType.class);
            List<@Nullable String> names = types == null ? List.of() : types;
            if (names.size() > MOST_TYPES) {
                errors.add("/types", "too-many", "types has more than " + MOST_TYPES + " names");
                names = List.of();
            }
            for (int i = 0; i < names.size(); i++) {
                Optional<FindingType> named = named(names.get(i));
                named.ifPresent(wanted::add);
                if (named.isEmpty()) {
                    errors.add("/types/" + i, "unknown-type", "The types are " + Arrays.toString(FindingType.values()));
                }
            }
            errors.throwIfAny();
            return new Reconciler.Wanted(from, to, wanted, Boolean.TRUE.equals(repair));
        }

        private static Optional<FindingType> named(@Nullable String name) {
            return Arrays.stream(FindingType.values())
                    .filter(type -> type.name().equals(name))
                    .findFirst();
        }
    }

    @PostMapping
    Reconciliation run(Caller caller, @RequestBody Asked asked) {
        Reconciler.Wanted wanted = asked.wanted();
        String by = Objects.requireNonNullElse(caller.subject(), "");
        log.info("{} starts a reconciliation: {}", by, wanted);
        try {
            Reconciliation run = reconciler.run(caller.tenant(), reconciler.newId(), by, wanted);
            reconciliations.add(run);
            return run;
        } catch (ServiceSilent silent) {
            log.warn("The reconciliation failed", silent);
            throw new ProblemException(Problems.UNAVAILABLE, String.valueOf(silent.getMessage()))
                    .with("service", silent.service())
                    .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
    }

    /** The runs without their findings, latest first. */
    @GetMapping
    Page<Reconciliation> runs(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam Map<String, String> asked) {
        Filters.requireKnown(asked.keySet(), PARAMETERS);
        int size = Page.limit(limit);
        return Page.of(reconciliations.page(caller.tenant(), after, size + 1), size, Reconciliation::id);
    }

    @GetMapping("/{id}")
    Reconciliation earlier(Caller caller, @PathVariable String id) {
        return reconciliations.find(caller.tenant(), id).orElseThrow(() -> ProblemException.notFound("reconciliation"));
    }
}
