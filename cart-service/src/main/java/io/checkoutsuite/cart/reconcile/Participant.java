package io.checkoutsuite.cart.reconcile;

import java.util.Locale;

/** The participants of a checkout: the services that apply its outcome. */
public enum Participant {
    ORDER(
            FindingType.ORDER_MISSING,
            FindingType.ORDER_DIFFERS,
            FindingType.FAILED_ORDER_MISSING,
            FindingType.ORDER_OF_FAILED_CHECKOUT,
            FindingType.ORDER_WITHOUT_CHECKOUT,
            ""),
    INVENTORY(
            FindingType.STOCK_NOT_COMMITTED,
            FindingType.STOCK_NOT_COMMITTED,
            FindingType.STOCK_STILL_HELD,
            FindingType.STOCK_STILL_HELD,
            FindingType.STOCK_WITHOUT_CHECKOUT,
            "reserveStock"),
    OFFER(
            FindingType.USES_NOT_COMMITTED,
            FindingType.USES_NOT_COMMITTED,
            FindingType.USES_STILL_HELD,
            FindingType.USES_STILL_HELD,
            FindingType.USES_WITHOUT_CHECKOUT,
            "reserveOfferUses"),
    PAYMENT(
            FindingType.PAYMENT_NOT_BOUND,
            FindingType.PAYMENT_NOT_BOUND,
            FindingType.PAYMENT_STILL_HELD,
            FindingType.PAYMENT_STILL_HELD,
            FindingType.PAYMENT_WITHOUT_CHECKOUT,
            "authorizePayments");

    final FindingType notCompleted;
    final FindingType contradictsCompletion;
    final FindingType notRolledBack;
    final FindingType contradictsRollback;
    final FindingType withoutCheckout;
    /** The activity whose compensation releases what the participant holds. */
    final String activity;

    Participant(
            FindingType notCompleted,
            FindingType contradictsCompletion,
            FindingType notRolledBack,
            FindingType contradictsRollback,
            FindingType withoutCheckout,
            String activity) {
        this.notCompleted = notCompleted;
        this.contradictsCompletion = contradictsCompletion;
        this.notRolledBack = notRolledBack;
        this.contradictsRollback = contradictsRollback;
        this.withoutCheckout = withoutCheckout;
        this.activity = activity;
    }

    /** The name as in URLs and event headers. */
    public String serviceName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
