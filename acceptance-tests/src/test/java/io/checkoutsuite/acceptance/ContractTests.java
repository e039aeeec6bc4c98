package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutNeedsAttention;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.events.OfferUsageChanged;
import io.checkoutsuite.events.OrderCreated;
import io.checkoutsuite.events.OrderHeld;
import io.checkoutsuite.events.PaymentStatusChanged;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.MalformedEventException;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Other teams depend on the published events: the approved documents change only on purpose. */
class ContractTests {

    private static final ContextInfo SHOP = new ContextInfo("default", "web-shop");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final EventCodec CODEC = new EventCodec("/contract");

    static Stream<SuiteEvent> events() {
        return Stream.of(
                completion(),
                new CheckoutRollback(
                        "c1-1",
                        "c1",
                        "100000",
                        "FAILED_PAYMENT_TRANSACTION",
                        "A payment was declined",
                        "authorizePayments",
                        "carol",
                        SHOP,
                        NOON),
                new CheckoutNeedsAttention(
                        "c1-2", "c1", "100001", 7, List.of("authorizePayments", "reserveStock"), 6, SHOP, NOON),
                new OrderCreated("c1-2", "c1", "100001", "carol", pounds("26.99"), List.of("100001-1"), SHOP, NOON),
                new OrderHeld("c1-2", "c1", "100001", "BACKORDERED", SHOP, NOON),
                new InventoryShort(
                        "c1-2", "c1", "100001", List.of(new InventoryShort.ShortSku("CUP", 3, 1)), SHOP, NOON),
                new OfferUsageChanged("c1-2", "c1", List.of(new OfferUsageChanged.Use("ten-percent", 1)), SHOP, NOON),
                new PaymentStatusChanged(
                        "c1-2", "c1", "100001", "p1", 2, pounds("26.99"), "AUTHORIZED", "CAPTURED", SHOP, NOON));
    }

    private static CheckoutCompletion completion() {
        CartSnapshot.Address leeds = new CartSnapshot.Address(
                "Carol", "1 High St", "Flat 2", "Leeds", "West Yorkshire", "LS1 1AA", "GB", "0113");
        CartSnapshot cart = new CartSnapshot(
                "c1",
                7,
                "SUBMITTED",
                "GBP",
                "carol",
                new CartSnapshot.Contact("carol@example.org", "Carol", "0113"),
                List.of(
                        new CartSnapshot.Line(
                                "l1",
                                "TEAPOT",
                                "Teapot",
                                1,
                                pounds("20.00"),
                                pounds("20.00"),
                                pounds("2.00"),
                                Map.of()),
                        new CartSnapshot.Line(
                                "l2",
                                "CUP",
                                "Cup",
                                3,
                                pounds("3.33"),
                                pounds("9.99"),
                                pounds("1.00"),
                                Map.of("colour", "blue"))),
                List.of(
                        new CartSnapshot.FulfillmentGroup("1", "SHIP", leeds, null, List.of("l1"), pounds("0.00")),
                        new CartSnapshot.FulfillmentGroup(
                                "2", "PICKUP", null, "leeds-station", List.of("l2"), pounds("0.00"))),
                List.of("TEN"),
                List.of(new CartSnapshot.Discount("ten-percent", "TEN", "Ten percent off", pounds("3.00"))),
                new CartSnapshot.Totals(
                        pounds("29.99"),
                        pounds("3.00"),
                        pounds("0.00"),
                        pounds("0.00"),
                        pounds("0.00"),
                        pounds("26.99")));
        return new CheckoutCompletion(
                "c1-2",
                "100001",
                cart,
                List.of(new PaymentSummary("p1", "simulator", pounds("26.99"), "AUTHORIZED")),
                SHOP,
                NOON);
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_written_as_approved(SuiteEvent event) {
        assertThat(Api.JSON.readTree(CODEC.entry(event).body())).isEqualTo(approved(event.type()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_approved_event_is_read_as_what_it_says(SuiteEvent event) {
        assertThat(read(event.type(), approved(event.type()))).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource
    void every_event_type_has_an_approved_document(EventType type) {
        assertThat(events()).extracting(SuiteEvent::type).contains(type);
        assertThat(approved(type).isObject()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_version_that_does_not_know_a_new_field_reads_the_rest(SuiteEvent event) {
        JsonNode newer = approved(event.type());
        addTo(newer);

        assertThat(read(event.type(), newer)).isEqualTo(event);
    }

    private static void addTo(JsonNode node) {
        if (node instanceof ObjectNode object) {
            // Attributes are free-form, so an added name is read as one of them.
            object.propertyStream()
                    .filter(property -> !property.getKey().equals("attributes"))
                    .map(Map.Entry::getValue)
                    .toList()
                    .forEach(ContractTests::addTo);
            object.put("addedLater", "?").putObject("alsoAddedLater").put("deep", 1);
        } else if (node instanceof ArrayNode array) {
            array.forEach(ContractTests::addTo);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHECKOUT_COMPLETION, /cart/customerId",
        "CHECKOUT_COMPLETION, /cart/contact",
        "CHECKOUT_COMPLETION, /cart/contact/email",
        "CHECKOUT_COMPLETION, /cart/contact/phone",
        "CHECKOUT_COMPLETION, /cart/fulfillmentGroups/0/address",
        "CHECKOUT_COMPLETION, /cart/fulfillmentGroups/0/address/line2",
        "CHECKOUT_COMPLETION, /cart/fulfillmentGroups/0/address/region",
        "CHECKOUT_COMPLETION, /cart/fulfillmentGroups/1/pickupLocation",
        "CHECKOUT_COMPLETION, /cart/discounts/0/code",
        "CHECKOUT_COMPLETION, /contextInfo/application",
        "CHECKOUT_ROLLBACK, /failureMessage",
        "CHECKOUT_ROLLBACK, /activity",
        "CHECKOUT_ROLLBACK, /customerId",
        "ORDER_CREATED, /customerId",
        "PAYMENT_STATUS_CHANGED, /previousStatus"
    })
    void what_an_older_version_may_not_have_written_may_be_missing(EventType type, String pointer) {
        SuiteEvent read = read(type, without(approved(type), pointer));

        assertThat(Api.JSON.readTree(CODEC.entry(read).body())).isEqualTo(without(approved(type), pointer));
    }

    @ParameterizedTest
    @CsvSource({
        "CHECKOUT_COMPLETION, /cart",
        "CHECKOUT_COMPLETION, /cart/lines",
        "CHECKOUT_COMPLETION, /cart/lines/0/sku",
        "CHECKOUT_COMPLETION, /cart/totals/total",
        "CHECKOUT_COMPLETION, /orderNumber",
        "CHECKOUT_ROLLBACK, /requestId",
        "CHECKOUT_ROLLBACK, /cartId",
        "CHECKOUT_ROLLBACK, /contextInfo",
        "CHECKOUT_NEEDS_ATTENTION, /activities",
        "INVENTORY_SHORT, /lines",
        "ORDER_CREATED, /total"
    })
    void what_the_contract_promises_may_not_be_missing(EventType type, String pointer) {
        assertThatThrownBy(() -> read(type, without(approved(type), pointer)))
                .isInstanceOf(MalformedEventException.class);
    }

    private static JsonNode without(JsonNode document, String pointer) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, last));
        JsonNode removed = ((ObjectNode) parent).remove(pointer.substring(last + 1));
        assertThat(removed).as("%s is in the approved document", pointer).isNotNull();
        return document;
    }

    private static SuiteEvent read(EventType type, JsonNode body) {
        OutboxEntry entry = new OutboxEntry(
                type.wireName() + ":c1-2", type.wireName(), "c1", "default", "c1-2", NOON, body.toString());
        return CODEC.read(CODEC.message(entry)).orElseThrow();
    }

    private static JsonNode approved(EventType type) {
        String file = "/contracts/" + type.wireName() + ".json";
        try (InputStream document = ContractTests.class.getResourceAsStream(file)) {
            assertThat(document).as(file).isNotNull();
            return Api.JSON.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Money pounds(String amount) {
        return Money.of(amount, "GBP");
    }
}
