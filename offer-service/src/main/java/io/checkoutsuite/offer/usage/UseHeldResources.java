package io.checkoutsuite.offer.usage;

import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.HeldResources;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.reservations.request.RequestState;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists the offer uses that checkouts have reserved or committed. */
@Component
@RequiredArgsConstructor
class UseHeldResources implements HeldResources {

    private static final String RESERVED = "USES_RESERVED";
    private static final String COMMITTED = "USES_COMMITTED";

    private final OfferUses uses;

    @Override
    public List<HeldResource> page(String tenant, @Nullable TimeRange created, String after, int limit) {
        return uses.page(tenant, created, after, limit).stream()
                .map(UseHeldResources::toHeldResource)
                .toList();
    }

    private static HeldResource toHeldResource(Usage usage) {
        return new HeldResource(
                usage.requestId(),
                usage.requestId(),
                Objects.requireNonNullElse(usage.cartId(), ""),
                usage.state() instanceof RequestState.Committed ? COMMITTED : RESERVED,
                usage.since(),
                usage.uses().stream().map(UseHeldResources::named).collect(Collectors.joining(", ")));
    }

    private static String named(Use use) {
        return use.code() == null ? use.offerId() : use.offerId() + " by " + use.code();
    }
}
