package io.checkoutsuite.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.checkoutsuite.text.BoundedText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount in one currency, held at that currency's number of decimals (JPY 0, GBP 2, BHD 3).
 *
 * <p>On the wire: {@code {"amount":"12.50","currency":"GBP"}}, decimal text and never a float.
 */
public record Money(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, Currency currency)
        implements Comparable<Money> {

    private static final int LONGEST_AMOUNT = 24;

    /**
     * @throws IllegalArgumentException if the amount has more decimals than the currency, or too many digits
     */
    public Money {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " is not a currency that prices can be given in");
        }
        requireShort(amount);
        try {
            amount = amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException tooPrecise) {
            throw new IllegalArgumentException(
                    "%s has more than the %d decimals of %s"
                            .formatted(amount.toPlainString(), currency.getDefaultFractionDigits(), currency),
                    tooPrecise);
        }
    }

    /** Checks the scale as well: an exponent of ten characters can stand for gigabytes of digits. */
    private static void requireShort(BigDecimal amount) {
        long digits = (long) amount.precision() - amount.scale();
        if (digits > LONGEST_AMOUNT || Math.abs((long) amount.scale()) > LONGEST_AMOUNT) {
            throw new IllegalArgumentException("An amount has at most " + LONGEST_AMOUNT + " digits");
        }
    }

    /** @throws IllegalArgumentException if it is not an amount of this currency; text that is too long is not parsed */
    public static Money of(String amount, String currency) {
        return new Money(BoundedText.decimal(amount), Currency.getInstance(currency));
    }

    /** Whether amounts can be given in the currency with this code. */
    public static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code) && known.getDefaultFractionDigits() >= 0);
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** The amount rounded half up to the currency's decimals. */
    public static Money rounded(BigDecimal amount, Currency currency) {
        BoundedText.bounded(amount);
        return new Money(amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP), currency);
    }

    @JsonCreator
    static Money fromJson(@JsonProperty("amount") String amount, @JsonProperty("currency") String currency) {
        if (amount == null || currency == null) {
            throw new IllegalArgumentException("Money needs an amount and a currency");
        }
        return of(amount, currency);
    }

    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    public Money times(long factor) {
        return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
    }

    /** This many percent of the amount, rounded half up. */
    public Money percent(BigDecimal percent) {
        return rounded(amount.multiply(percent).movePointLeft(2), currency);
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @JsonIgnore
    public boolean isZero() {
        return amount.signum() == 0;
    }

    @JsonIgnore
    public boolean isPositive() {
        return amount.signum() > 0;
    }

    @JsonIgnore
    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /** Whether the amount has more than this many digits before the decimal point. */
    public boolean exceedsDigits(int digits) {
        return amount.precision() - amount.scale() > digits;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other).amount);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " cannot be added or compared");
        }
        return other;
    }
}
