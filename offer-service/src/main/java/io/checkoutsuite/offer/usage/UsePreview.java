package io.checkoutsuite.offer.usage;

import io.checkoutsuite.reservations.counter.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Previews which uses could not be reserved now, without reserving any. */
@Component
@RequiredArgsConstructor
public class UsePreview {

    private final UsageValidator validator;
    private final UsageCounts usageCounts;

    /** Returns all uses that cannot be reserved under the current limits for this customer, not only the first ones. */
    public List<UseReserveResult.RefusedOfferUse> refused(String tenant, List<Use> uses, @Nullable String customerKey) {
        UsageCheck check = validator.check(tenant, uses, customerKey);
        List<UseReserveResult.RefusedOfferUse> refused = new ArrayList<>(check.refused());
        List<Shortage> shortages = usageCounts.tooFewFor(check.limits()).stream()
                .map(limit -> new Shortage(limit.counter(), 1, 0))
                .toList();
        check.refusedBy(shortages).uses().stream()
                .filter(use -> refused.stream()
                        .noneMatch(known ->
                                known.offerId().equals(use.offerId()) && Objects.equals(known.code(), use.code())))
                .forEach(refused::add);
        return refused;
    }
}
