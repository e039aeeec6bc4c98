package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Amounts as Stripe counts them, in the smallest unit of the currency. How many decimals a currency has is Stripe's decision, not that of ISO 4217.
 *
 * @see <a href="https://docs.stripe.com/currencies">Stripe's list of currencies</a>
 */
final class StripeAmounts {

    /** The amount is a number of whole units. */
    private static final Set<String> NO_DECIMALS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    /** The last of their three decimals must be zero. */
    private static final Set<String> THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** Stripe processes at most eight digits in most currencies, and at most twelve in some. */
    private static final int MOST_DIGITS = 12;

    private StripeAmounts() {}

    /** Empty if Stripe cannot process exactly this amount. */
    static OptionalLong minorUnits(Money money) {
        String currency = money.currency().getCurrencyCode();
        return exactly(money.amount(), decimals(currency), smallestStep(currency));
    }

    private static OptionalLong exactly(BigDecimal amount, int decimals, int multipleOf) {
        try {
            long units = amount.movePointRight(decimals).longValueExact();
            boolean possible =
                    units > 0 && units % multipleOf == 0 && Long.toString(units).length() <= MOST_DIGITS;
            return possible ? OptionalLong.of(units) : OptionalLong.empty();
        } catch (ArithmeticException tooPreciseOrTooLarge) {
            return OptionalLong.empty();
        }
    }

    /** The amount of so many smallest units. */
    static Money money(long minorUnits, Currency currency) {
        return new Money(BigDecimal.valueOf(minorUnits, decimals(currency.getCurrencyCode())), currency);
    }

    private static int smallestStep(String currency) {
        return THREE_DECIMALS.contains(currency) ? 10 : 1;
    }

    /** All other currencies have two, also ISK and UGX, which are only paid in whole units. */
    private static int decimals(String currency) {
        return NO_DECIMALS.contains(currency) ? 0 : THREE_DECIMALS.contains(currency) ? 3 : 2;
    }
}
