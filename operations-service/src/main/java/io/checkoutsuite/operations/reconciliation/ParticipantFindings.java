package io.checkoutsuite.operations.reconciliation;

import io.checkoutsuite.operations.participant.Participant;
import lombok.RequiredArgsConstructor;

/** The findings of a participant. */
@RequiredArgsConstructor
enum ParticipantFindings {
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

    static ParticipantFindings of(Participant participant) {
        return switch (participant) {
            case ORDER -> ORDER;
            case INVENTORY -> INVENTORY;
            case OFFER -> OFFER;
            case PAYMENT -> PAYMENT;
        };
    }
}
