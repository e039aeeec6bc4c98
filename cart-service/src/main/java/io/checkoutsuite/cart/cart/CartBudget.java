package io.checkoutsuite.cart.cart;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The maximum size of a stored cart: its content, all its attempts and stored responses, and what one more checkout adds, including the event. A
 * cart within the budget can always be checked out, or be refused and changed again.
 *
 * @param maxSize at most 15 MB; a document may have 16 MB, and the difference is reserved for failures recorded after a decision. A third of it
 *     must not exceed the largest message that the producer sends
 */
@ConfigurationProperties("suite.cart.budget")
public record CartBudget(@DefaultValue("15MB") DataSize maxSize) {

    private static final DataSize MAX = DataSize.ofMegabytes(15);
    private static final DataSize MIN = DataSize.ofKilobytes(64);

    /**
     * How many times the size of the cart's view a checkout stores: as content (up to one and a half times its bytes), in the event (one and a
     * quarter) and in the response (once, if it cannot be compressed).
     */
    private static final int COPIES = 4;

    /** An allowance for fields with limits of their own: names, hashes, times, payments with their addresses. */
    private static final int BASE = 48 * 1024;

    private static final int PER_ATTEMPT = 2 * 1024;
    private static final int PER_RESPONSE = 512;
    private static final int PER_ENTRY = 128;

    public CartBudget {
        if (maxSize.compareTo(MAX) > 0 || maxSize.compareTo(MIN) < 0) {
            throw new IllegalArgumentException(
                    "suite.cart.budget.max-size is " + maxSize + ", but must be between " + MIN + " and " + MAX);
        }
    }

    /**
     * Checks that a cart fits the budget, before it is stored.
     *
     * @param viewBytes the size of the cart's JSON view for its buyer
     * @param newResponse a new response that would be stored with it; null if none
     * @param before what {@link #used} returned before the change; a cart over the budget may still be made smaller
     * @throws CartTooLargeException if it is too large
     */
    public void requireRoom(Cart cart, long viewBytes, @Nullable IdempotentResponse newResponse, long before) {
        long used = used(cart, viewBytes) + (newResponse == null ? 0 : bytes(newResponse));
        if (used > maxSize.toBytes() && used >= before) {
            throw new CartTooLargeException(used, maxSize.toBytes());
        }
    }

    /** The maximum size of a checkout's event: one and a quarter of the {@link #COPIES}, including its own fields. */
    public DataSize largestEvent() {
        return DataSize.ofBytes(maxSize.toBytes() / 3);
    }

    /** @throws CartTooLargeException if one more checkout of the cart could not be stored */
    public void requireRoom(Cart cart, long viewBytes) {
        requireRoom(cart, viewBytes, null, 0);
    }

    /** The size of the cart after one more checkout. */
    public long used(Cart cart, long viewBytes) {
        return BASE
                + COPIES * viewBytes
                + cart.attempts().stream().mapToLong(CartBudget::bytes).sum()
                + cart.idempotentResponses().stream()
                        .mapToLong(CartBudget::bytes)
                        .sum();
    }

    private static long bytes(IdempotentResponse response) {
        return PER_RESPONSE + response.response().deflated().length;
    }

    private static long bytes(Attempt attempt) {
        return PER_ATTEMPT
                + switch (attempt) {
                    case Attempt.Undecided undecided -> 0;
                    case Attempt.Completed completed -> decisionBytes(completed);
                    case Attempt.RolledBack rolledBack ->
                        decisionBytes(rolledBack) + bytes(rolledBack.failure()) + bytes(rolledBack.compensation());
                };
    }

    private static long decisionBytes(Attempt.Decided decided) {
        return decided.response().deflated().length
                + decided.failures().stream()
                        .mapToLong(failure -> PER_ENTRY + utf8(failure.message()))
                        .sum();
    }

    private static long bytes(@Nullable Compensation compensation) {
        return compensation == null
                ? 0
                : compensation.remaining().stream()
                        .mapToLong(remaining -> PER_ENTRY + utf8(remaining.reason()))
                        .sum();
    }

    private static long bytes(AttemptFailure failure) {
        Stream<String> texts = Stream.of(
                        List.of(failure.message()),
                        failure.itemMessages().keySet(),
                        failure.itemMessages().values(),
                        failure.shortLines().stream()
                                .map(line -> line.lineId() + line.sku())
                                .toList(),
                        failure.paymentFailures().stream()
                                .map(AttemptFailure.PaymentFailure::message)
                                .toList())
                .flatMap(java.util.Collection::stream);
        return texts.mapToLong(text -> PER_ENTRY + utf8(text)).sum();
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
