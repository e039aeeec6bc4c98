package io.checkoutsuite.offer.web;

import static java.util.Objects.requireNonNull;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A code as operators define it, for single codes and for lines of an import. */
record CodeDefinition(
        @Nullable String code,
        @Nullable String offerId,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerCustomer)
        implements CheckedRequest {

    static CodeDefinition of(Code code) {
        return new CodeDefinition(
                code.code(),
                code.offerId(),
                code.validity().startsAt(),
                code.validity().endsAt(),
                code.limits().maxUses(),
                code.limits().maxUsesPerCustomer());
    }

    /**
     * Checks everything but the code itself, which is a part of the path if a single code is written. Does not check whether the offer exists.
     */
    @Override
    public void check(ValidationErrors errors) {
        IdRules.checkOffer(offerId, "/offerId", errors);
        validity().check(errors);
    }

    private ValidityInput validity() {
        return new ValidityInput(startsAt, endsAt, maxUses, maxUsesPerCustomer);
    }

    /** Requires a check without errors. */
    Code code(String tenant, String name) {
        return new Code(
                tenant,
                Code.canonical(name),
                requireNonNull(offerId),
                validity().period(),
                validity().limits(),
                0);
    }
}
