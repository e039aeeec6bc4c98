package io.checkoutsuite.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.DeclineType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTests {

    private static final String CASES = """
            01    | UNCONFIRMED 10                                            | UNCONFIRMED        | UNCONFIRMED
            02    | UNCONFIRMED 10, PENDING 10                                | PENDING            | PENDING
            03    | PENDING 10                                                | PENDING            | PENDING
            04    | UNCONFIRMED 10, PENDING 10, AUTHORIZE 10                  | AUTHORIZED         | AUTHORIZED
            05    | UNCONFIRMED 10, AUTHORIZE 10, CAPTURE 5                   | PARTIALLY_COMPLETE | PARTIALLY_COMPLETE
            06    | AUTHORIZE 10, CAPTURE 10                                  | FULLY_CAPTURED     | FULLY_CAPTURED
            07    | UNCONFIRMED 10, AUTHORIZE_AND_CAPTURE 10                  | FULLY_CAPTURED     | FULLY_CAPTURED
            08    | UNCONFIRMED 10, AUTHORIZE_AND_CAPTURE 10, REFUND 5        | PARTIALLY_REFUNDED | FULLY_CAPTURED
            09    | AUTHORIZE_AND_CAPTURE 10, REFUND 10                       | REFUNDED           | COMPLETE
            10    | AUTHORIZE 10, CAPTURE 5, REFUND 5, CAPTURE 5              | PARTIALLY_REFUNDED | FULLY_CAPTURED
            11    | AUTHORIZE 10, CAPTURE 5, VOID 5, CAPTURE 5                | FULLY_CAPTURED     | FULLY_CAPTURED
            12    | AUTHORIZE 10, CAPTURE 5, REFUND 5                         | PARTIALLY_COMPLETE | PARTIALLY_COMPLETE
            13    | AUTHORIZE 10, CAPTURE 5, REFUND 5, CAPTURE 5, REFUND 5    | REFUNDED           | COMPLETE
            14    | AUTHORIZE_AND_CAPTURE 10, VOID 10                         | COMPLETE           | COMPLETE
            15    | AUTHORIZE 10, CAPTURE 10, SETTLED 10                      | FULLY_CAPTURED     | FULLY_CAPTURED
            16    | UNCONFIRMED 10, AUTHORIZE 10, REVERSE_AUTH 10             | COMPLETE           | COMPLETE
            17    | DETACHED_CREDIT 10                                        | COMPLETE           | COMPLETE
            18    |                                                           | UNDETERMINED       | UNDETERMINED
            19    | UNCONFIRMED 10, !AUTHORIZE 10                             | DECLINED           | DECLINED
            20    | AUTHORIZE 10, REVERSE_AUTH 4                              | AUTHORIZED         | AUTHORIZED
            21    | UNCONFIRMED 10, !AUTHORIZE 10, AUTHORIZE 10               | AUTHORIZED         | AUTHORIZED
            22    | AUTHORIZE 10, CAPTURE 6, REVERSE_AUTH 4                   | FULLY_CAPTURED     | FULLY_CAPTURED
            23    | AUTHORIZE 10, !CAPTURE 10                                 | AUTHORIZED         | AUTHORIZED
            24    | AUTHORIZE 10, VOID 10                                     | COMPLETE           | COMPLETE
            """;

    @ParameterizedTest(name = "case {0}: {1} is {2}")
    @CsvSource(textBlock = CASES, delimiter = '|')
    void the_status_follows_from_the_transactions(
            String id, String transactions, PaymentStatus status, PaymentStatus withoutRefunds) {
        Ledger ledger = new Ledger(parse(transactions));

        assertThat(ledger.status()).isEqualTo(status);
        assertThat(ledger.status().withoutRefunds()).isEqualTo(withoutRefunds);
    }

    @ParameterizedTest(name = "case {0}, delivered twice and out of order: {1}")
    @CsvSource(textBlock = CASES, delimiter = '|')
    void transactions_delivered_twice_and_out_of_order_change_nothing(
            String id, String transactions, PaymentStatus status, PaymentStatus withoutRefunds) {
        List<Transaction> once = parse(transactions);
        List<Transaction> twice = new ArrayList<>(once);
        twice.addAll(once);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(twice, new Random(seed));

            assertThat(new Ledger(twice).status()).isEqualTo(status);
            assertThat(new Ledger(twice).open()).isEqualByComparingTo(new Ledger(once).open());
            assertThat(new Ledger(twice).size()).isEqualTo(once.size());
        }
    }

    @Test
    void what_is_released_in_part_leaves_the_rest_open() {
        assertThat(new Ledger(parse("AUTHORIZE 10, REVERSE_AUTH 4")).open()).isEqualByComparingTo("6");
    }

    @Test
    void only_what_was_captured_and_not_paid_back_can_be_refunded() {
        Ledger ledger = new Ledger(parse("AUTHORIZE 10, CAPTURE 7, REFUND 2"));

        assertThat(ledger.refundable()).isEqualByComparingTo("5");
        assertThat(ledger.open()).isEqualByComparingTo("3");
    }

    @ParameterizedTest(name = "{0}: {1}, open {2}, awaited {3}, refundable {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PENDING 10, VOID 4 of 0                            | PENDING            | 0 | 6 | 0",
                "PENDING 10, CAPTURE 4 of 0, VOID 6 of 0            | FULLY_CAPTURED     | 0 | 0 | 4",
                "PENDING 10, SETTLED 10 of 0                        | FULLY_CAPTURED     | 0 | 0 | 10",
                "PENDING 10, SETTLED 4 of 0                         | PARTIALLY_COMPLETE | 0 | 6 | 4",
                "PENDING 10, SETTLED 10 of 0, REFUND 10 of 1        | REFUNDED           | 0 | 0 | 0",
                "PENDING 10, CAPTURE 10 of 0, SETTLED 10 of 1       | FULLY_CAPTURED     | 0 | 0 | 10",
                "AUTHORIZE 10, VOID 4 of 0, CAPTURE 6 of 0          | FULLY_CAPTURED     | 0 | 0 | 6",
                "AUTHORIZE 10, CAPTURE 5 of 0, VOID 5 of 1          | PARTIALLY_COMPLETE | 5 | 0 | 0",
                "AUTHORIZE 10, REVERSE_AUTH 4 of 0, CAPTURE 6 of 0  | FULLY_CAPTURED     | 0 | 0 | 6",
                "PENDING 10, DETACHED_CREDIT 3                      | PENDING            | 0 | 10 | 0",
                "AUTHORIZE 10, CAPTURE 10 of 0, DETACHED_CREDIT 3   | FULLY_CAPTURED     | 0 | 0 | 10"
            })
    void what_a_transaction_follows_decides_what_it_moves(
            String transactions, PaymentStatus status, String open, String awaited, String refundable) {
        Ledger ledger = new Ledger(parse(transactions));

        assertThat(ledger.status()).isEqualTo(status);
        assertThat(ledger.open()).isEqualByComparingTo(open);
        assertThat(ledger.awaited()).isEqualByComparingTo(awaited);
        assertThat(ledger.refundable()).isEqualByComparingTo(refundable);
    }

    private static List<Transaction> parse(String transactions) {
        if (transactions == null || transactions.isBlank()) {
            return List.of();
        }
        List<String> parts =
                Arrays.stream(transactions.split(",")).map(String::strip).toList();
        List<Transaction> parsed = new ArrayList<>();
        for (String part : parts) {
            boolean success = !part.startsWith("!");
            String[] words = part.replace("!", "").split(" ");
            parsed.add(new Transaction(
                    TransactionType.valueOf(words[0]),
                    "reference-" + parsed.size(),
                    words.length > 2 ? "reference-" + words[3] : null,
                    "request",
                    TransactionSource.CHECKOUT,
                    Money.of(words[1], "GBP"),
                    success,
                    success ? null : TransactionFailureType.DECLINED,
                    success ? null : DeclineType.HARD,
                    null,
                    Instant.EPOCH));
        }
        return parsed;
    }
}
