package io.checkoutsuite.offer.web;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.web.problem.Errors;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A code as operators write it, alone or as a line of an import. */
record CodeBody(
        @Nullable String code,
        @Nullable String offerId,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerCustomer) {

    static CodeBody of(Code code) {
        return new CodeBody(
                code.code(),
                code.offerId(),
                code.window().startsAt(),
                code.window().endsAt(),
                code.limits().maxUses(),
                code.limits().maxUsesPerCustomer());
    }

    /** The code, or empty with everything that is wrong added to the errors. Whether its offer exists is not looked at. */
    Optional<Code> code(String tenant, String name, Errors errors) {
        Names.checkCode(name, "/code", errors);
        Names.checkOffer(offerId, "/offerId", errors);
        Validity validity = new Validity(startsAt, endsAt, maxUses, maxUsesPerCustomer);
        validity.check(errors);
        if (!errors.isEmpty() || offerId == null) {
            return Optional.empty();
        }
        return Optional.of(new Code(tenant, Code.canonical(name), offerId, validity.window(), validity.limits(), 0));
    }
}
