package io.checkoutsuite.offer.usage;

import io.checkoutsuite.reservations.Shortage;
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

    private final UseChecks checks;
    private final CountedUses counted;

    /** Returns all uses that cannot be reserved under the current limits for this customer, not only the first ones. */
    public List<Reserved.RefusedUse> refused(String tenant, List<Use> uses, @Nullable String customerKey) {
        CheckedUses checked = checks.check(tenant, uses, customerKey);
        List<Reserved.RefusedUse> refused = new ArrayList<>(checked.refused());
        List<Shortage> shortages = counted.tooFewFor(checked.limits()).stream()
                .map(limit -> new Shortage(limit.counter(), 1, 0))
                .toList();
        checked.refusedBy(shortages).uses().stream()
                .filter(use -> refused.stream()
                        .noneMatch(known ->
                                known.offerId().equals(use.offerId()) && Objects.equals(known.code(), use.code())))
                .forEach(refused::add);
        return refused;
    }
}
