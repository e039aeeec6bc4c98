package io.checkoutsuite.cart.checkout.checks;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.Checkout;
import io.checkoutsuite.cart.checkout.SetUpActivity;
import io.checkoutsuite.money.Money;
import java.util.List;
import org.springframework.stereotype.Component;

/** Checks that the payments add up to exactly the total. A total of zero needs no payment. */
@Component
class CheckPaymentCoverage implements SetUpActivity {

    @Override
    public String name() {
        return "paymentCoverage";
    }

    @Override
    public List<AttemptFailure> check(Checkout checkout) {
        Money total = checkout.content().totals().total();
        Money open = checkout.content().openAmount();
        return open.isZero()
                ? List.of()
                : List.of(AttemptFailure.of(
                        FailureType.INVALID_PAYMENT_CONFIG,
                        name(),
                        "The payments add up to " + total.minus(open) + ", but the total is " + total));
    }
}
