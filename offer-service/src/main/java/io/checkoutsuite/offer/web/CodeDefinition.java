package io.checkoutsuite.offer.web;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A code as operators define it, for single codes and for lines of an import. */
record CodeDefinition(
        @Nullable String code,
        @Nullable String offerId,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerCustomer) {

    static CodeDefinition of(Code code) {
        return new CodeDefinition(
                code.code(),
                code.offerId(),
                code.validity().startsAt(),
                code.validity().endsAt(),
                code.limits().maxUses(),
                code.limits().maxUsesPerCustomer());
    }

    /** Returns the code, or adds all violations to the errors and returns empty. Does not check whether the offer exists. */
    Optional<Code> code(String tenant, String name, ValidationErrors errors) {
        IdRules.checkCode(name, "/code", errors);
        IdRules.checkOffer(offerId, "/offerId", errors);
        ValidityInput validity = new ValidityInput(startsAt, endsAt, maxUses, maxUsesPerCustomer);
        validity.check(errors);
        if (!errors.isEmpty() || offerId == null) {
            return Optional.empty();
        }
        return Optional.of(new Code(tenant, Code.canonical(name), offerId, validity.period(), validity.limits(), 0));
    }
}
