package io.checkoutsuite.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StockLevelTests {

    @Test
    void available_is_what_is_neither_promised_nor_safety_stock() {
        assertThat(level(10, 2, 3, 1, Availability.TRACKED).available()).isEqualTo(4);
    }

    @Test
    void available_is_never_negative() {
        assertThat(level(1, 2, 3, 1, Availability.TRACKED).available()).isZero();
    }

    @Test
    void always_and_never_do_not_look_at_the_quantity() {
        assertThat(level(0, 0, 0, 0, Availability.ALWAYS).available()).isEqualTo(1_000_000);
        assertThat(level(10, 0, 0, 0, Availability.NEVER).available()).isZero();
    }

    @Test
    void a_key_finds_its_way_back_from_its_id() {
        StockKey key = new StockKey("acme", "leeds", "A/B//C ");

        assertThat(StockKey.parse(key.id())).isEqualTo(key);
        assertThatThrownBy(() -> new StockKey("acme", "le/eds", "A")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StockKey.parse("acme/leeds")).isInstanceOf(IllegalArgumentException.class);
    }

    private static StockLevel level(long onHand, long soft, long hard, long safety, Availability availability) {
        return new StockLevel(StockKey.of("acme", "A"), onHand, soft, hard, safety, availability);
    }
}
