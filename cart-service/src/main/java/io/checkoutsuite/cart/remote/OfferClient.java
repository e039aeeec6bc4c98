package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The offer service. */
interface OfferClient {

    @PostExchange("/pricing")
    Pricing price(@RequestHeader(TENANT) String tenant, @RequestBody CartToPrice cart);

    @PutExchange("/uses/{requestId}")
    void reserve(@RequestHeader(TENANT) String tenant, @PathVariable String requestId, @RequestBody Uses uses);

    @DeleteExchange("/uses/{requestId}")
    void release(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    @PostExchange("/uses/previews")
    Exhausted preview(@RequestHeader(TENANT) String tenant, @RequestBody PreviewRequest request);

    record PreviewRequest(
            @Nullable String customerId, @Nullable String email, List<Use> uses) {}

    record CartToPrice(
            String currency,
            @Nullable String customerId,
            @Nullable String email,
            List<Line> lines,
            List<String> codes) {}

    record Line(String lineId, String sku, long quantity, Money unitPrice) {}

    record Pricing(List<Discount> discounts, List<Code> codes) {}

    record Discount(String offerId, @Nullable String code, String name, Money amount, List<DiscountShare> lines) {}

    record DiscountShare(String lineId, Money amount) {}

    record Code(String code, String status, @Nullable String reason) {}

    record Uses(
            String cartId,
            @Nullable String customerId,
            @Nullable String email,
            long leaseSeconds,
            List<Use> uses) {}

    record Use(String offerId, @Nullable String code) {}

    /** The members of a uses-exhausted problem. */
    record Exhausted(List<Refusal> refused) {}

    record Refusal(String offerId, @Nullable String code, String reason) {}
}
