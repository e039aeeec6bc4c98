package io.checkoutsuite.operations.web;

import io.checkoutsuite.operations.reconciliation.FindingType;
import io.checkoutsuite.operations.reconciliation.Reconciler;
import io.checkoutsuite.operations.reconciliation.Reconciliation;
import io.checkoutsuite.operations.reconciliation.Reconciliations;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
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
    private static final int MAX_TYPES = 100;

    private final Reconciler reconciler;
    private final Reconciliations reconciliations;

    /** @param types names of {@link FindingType}; none for all */
    record ReconciliationRequest(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable List<@Nullable String> types,
            @Nullable Boolean repair)
            implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            if (from != null && to != null && from.isAfter(to)) {
                errors.add("/from", "not-allowed", "from is after to");
            }
            List<@Nullable String> names = names();
            if (names.size() > MAX_TYPES) {
                errors.add("/types", "too-many", "types has more than " + MAX_TYPES + " names");
                return;
            }
            for (int i = 0; i < names.size(); i++) {
                if (named(names.get(i)).isEmpty()) {
                    errors.add("/types/" + i, "unknown-type", "The types are " + Arrays.toString(FindingType.values()));
                }
            }
        }

        private Reconciler.Options toOptions() {
            Set<FindingType> wanted = EnumSet.noneOf(FindingType.class);
            names().forEach(name -> named(name).ifPresent(wanted::add));
            return new Reconciler.Options(from, to, wanted, Boolean.TRUE.equals(repair));
        }

        private List<@Nullable String> names() {
            return types == null ? List.of() : types;
        }

        private static Optional<FindingType> named(@Nullable String name) {
            return Arrays.stream(FindingType.values())
                    .filter(type -> type.name().equals(name))
                    .findFirst();
        }
    }

    @Operation(summary = "Compares the checkout history with all services, and repairs on request")
    @PostMapping
    Reconciliation startReconciliation(Caller caller, @Valid @RequestBody ReconciliationRequest asked) {
        Reconciler.Options wanted = asked.toOptions();
        String by = Objects.requireNonNullElse(caller.subject(), "");
        log.info("{} starts a reconciliation: {}", by, wanted);
        Reconciliation run = reconciler.reconcile(caller.tenant(), reconciler.newId(), by, wanted);
        reconciliations.add(run);
        return run;
    }

    /** The runs without their findings, latest first. */
    @Operation(summary = "Lists the reconciliations without their findings, latest first")
    @GetMapping
    Page<Reconciliation> listReconciliations(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam Map<String, String> asked) {
        QueryParameters.requireKnown(asked.keySet(), PARAMETERS);
        int size = Page.limit(limit);
        return Page.of(reconciliations.page(caller.tenant(), after, size + 1), size, Reconciliation::id);
    }

    @Operation(summary = "Returns a reconciliation with its findings")
    @GetMapping("/{id}")
    Reconciliation readReconciliation(Caller caller, @PathVariable String id) {
        return reconciliations.find(caller.tenant(), id).orElseThrow(() -> ProblemException.notFound("reconciliation"));
    }
}
