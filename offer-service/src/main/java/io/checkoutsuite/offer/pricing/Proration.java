package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/** Allocates an amount to lines in proportion to their prices, so that the shares add up to it exactly. */
final class Proration {

    private Proration() {}

    /**
     * Calculates in the smallest unit of the currency. Shares are rounded down, and the remaining units go to the lines that lost most by
     * rounding, earlier lines first. No share exceeds its price, because the amount does not exceed the sum of the prices.
     */
    static List<Money> shares(Money amount, List<Money> prices) {
        BigInteger total = units(amount);
        BigInteger sum = prices.stream().map(Proration::units).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            return prices;
        }
        BigInteger[] shares = new BigInteger[prices.size()];
        BigInteger[] lost = new BigInteger[prices.size()];
        for (int line = 0; line < shares.length; line++) {
            BigInteger[] share = total.multiply(units(prices.get(line))).divideAndRemainder(sum);
            shares[line] = share[0];
            lost[line] = share[1];
        }
        BigInteger spread = Arrays.stream(shares).reduce(BigInteger.ZERO, BigInteger::add);
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparing((Integer line) -> lost[line]).reversed())
                .limit(total.subtract(spread).intValueExact())
                .forEach(line -> shares[line] = shares[line].add(BigInteger.ONE));
        return Arrays.stream(shares)
                .map(units -> money(units, amount.currency()))
                .toList();
    }

    static Money sum(List<Money> amounts, Currency currency) {
        return amounts.stream().reduce(Money.zero(currency), Money::plus);
    }

    /** Subtracts line by line. */
    static List<Money> minus(List<Money> prices, List<Money> shares) {
        List<Money> left = new ArrayList<>(prices.size());
        for (int line = 0; line < prices.size(); line++) {
            left.add(prices.get(line).minus(shares.get(line)));
        }
        return left;
    }

    private static BigInteger units(Money money) {
        return money.amount().unscaledValue();
    }

    private static Money money(BigInteger units, Currency currency) {
        return new Money(new java.math.BigDecimal(units, currency.getDefaultFractionDigits()), currency);
    }
}
