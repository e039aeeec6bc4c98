package io.checkoutsuite.offer.store;

import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Limits;
import io.checkoutsuite.offer.offer.ValidityPeriod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored code. */
record CodeDocument(
        String id,
        String tenant,
        String code,
        String offerId,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerCustomer,
        long revision)
        implements VersionedDocument<CodeDocument> {

    static String id(String tenant, String code) {
        return new TenantKey(tenant, code).id();
    }

    static CodeDocument of(Code code) {
        return new CodeDocument(
                id(code.tenant(), code.code()),
                code.tenant(),
                code.code(),
                code.offerId(),
                code.validity().startsAt(),
                code.validity().endsAt(),
                code.limits().maxUses(),
                code.limits().maxUsesPerCustomer(),
                code.revision());
    }

    /** @throws RuntimeException if the document is malformed or is stored under the id of another code */
    Code toCode() {
        if (!id.equals(id(tenant, code))) {
            throw new IllegalStateException("The document contains code " + code + " of tenant " + tenant);
        }
        return new Code(
                tenant,
                code,
                offerId,
                new ValidityPeriod(startsAt, endsAt),
                new Limits(maxUses, maxUsesPerCustomer),
                revision);
    }

    @Override
    public CodeDocument revised(long newRevision) {
        return of(toCode().revised(newRevision));
    }
}
