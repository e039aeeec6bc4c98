package io.checkoutsuite.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderedKeyTests {
    private static final Random RANDOM = new Random(7);

    @Test
    void the_bytes_have_the_order_of_the_values() {
        List<@Nullable Object> values = values();

        for (@Nullable Object left : values) {
            for (@Nullable Object right : values) {
                int expected =
                        Integer.signum(ValueComparator.ascWithoutListHandling().compare(left, right));
                assertThat(Integer.signum(Arrays.compareUnsigned(OrderedKey.bytesOf(left), OrderedKey.bytesOf(right))))
                        .as("%s and %s", left, right)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                null,
                "",
                "a",
                "a\0",
                "a\0b",
                "a\1",
                "ab",
                "b",
                "ä",
                "€",
                true,
                false,
                MinKey.getInstance(),
                MaxKey.getInstance()));
        values.addAll(List.of(0, -1, 1, 7, 7L, 7.0, 7.5, -7.5, 1e300, -1e300, 0.1, -0.0, Double.NEGATIVE_INFINITY));
        values.addAll(List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 53, Double.POSITIVE_INFINITY));
        values.add(new Decimal128(new BigDecimal("12.50")));
        values.addAll(List.of(Instant.EPOCH, Instant.ofEpochMilli(-1), Instant.parse("2026-11-29T00:00:00Z")));
        values.addAll(List.of(new ObjectId(), new ObjectId(), new UUID(1, 2), new UUID(-1, 2), new BsonTimestamp(5)));
        values.addAll(List.of(
                new Document(), new Document("a", 1), new Document("a", 2), new Document("a", 1).append("b", 1)));
        values.addAll(List.of(
                new Document("b", 1), new Document("a", "x"), List.of(1), List.of(1, 2), List.of(2), List.of()));
        for (int i = 0; i < 40; i++) {
            values.add(RANDOM.nextInt());
            values.add(RANDOM.nextInt(20) / 4.0);
            values.add((long) RANDOM.nextInt() * RANDOM.nextInt(1_000));
            values.add(Integer.toString(RANDOM.nextInt(200), 5));
        }
        return values;
    }

    @Test
    void longs_that_no_double_represents_are_distinct_and_ordered() {
        long start = (1L << 62) - 40;
        for (long each = start; each < start + 80; each++) {
            assertThat(Arrays.compareUnsigned(OrderedKey.bytesOf(each), OrderedKey.bytesOf(each + 1)))
                    .isNegative();
        }
        assertThat(Arrays.compareUnsigned(OrderedKey.bytesOf(Long.MAX_VALUE - 1), OrderedKey.bytesOf(Long.MAX_VALUE)))
                .isNegative();
    }

    @Test
    void equal_numbers_of_different_types_are_one_key_and_null_is_the_same_as_missing() {
        assertThat(List.of(
                        OrderedKey.bytesOf(3L),
                        OrderedKey.bytesOf(3.0),
                        OrderedKey.bytesOf(new Decimal128(BigDecimal.valueOf(3)))))
                .allSatisfy(bytes -> assertThat(bytes).isEqualTo(OrderedKey.bytesOf(3)));
        assertThat(OrderedKey.bytesOf(Missing.getInstance())).isEqualTo(OrderedKey.bytesOf(null));
    }

    @Test
    void binary_values_are_ordered_by_length_and_then_by_content() {
        byte[] shorter = OrderedKey.bytesOf(new BinData(new byte[] {9}));
        byte[] longer = OrderedKey.bytesOf(new BinData(new byte[] {1, 1}));

        assertThat(Arrays.compareUnsigned(shorter, longer)).isNegative();
    }

    @Test
    void no_value_is_the_beginning_of_another() {
        List<byte[]> keys = values().stream().map(OrderedKey::bytesOf).toList();

        for (byte[] one : keys) {
            for (byte[] other : keys) {
                boolean begins = one.length < other.length && Arrays.equals(one, Arrays.copyOf(other, one.length));
                assertThat(begins).isFalse();
            }
        }
    }

    @Test
    void a_range_contains_what_begins_with_its_values_and_nothing_else() {
        OrderedKey owner = OrderedKey.of(List.of("t", "owner"));
        KeyRange range = KeyRange.startingWith(owner);

        assertThat(isWithin(range, owner.and("x").bytes())).isTrue();
        assertThat(isWithin(range, owner.and(null).bytes())).isTrue();
        assertThat(isWithin(range, owner.and(MaxKey.getInstance()).bytes())).isTrue();
        assertThat(isWithin(range, OrderedKey.of(List.of("t", "owner2", "x")).bytes()))
                .isFalse();
        assertThat(isWithin(range, OrderedKey.of(List.of("t", "ownes")).bytes()))
                .isFalse();
    }

    private static boolean isWithin(KeyRange range, byte[] key) {
        return Arrays.compareUnsigned(range.from(), key) <= 0 && Arrays.compareUnsigned(key, range.to()) < 0;
    }

    @Test
    void a_value_that_cannot_be_ordered_is_refused() {
        assertThatThrownBy(() -> OrderedKey.bytesOf(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
