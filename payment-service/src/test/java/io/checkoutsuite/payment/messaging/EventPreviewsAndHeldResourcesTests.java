package io.checkoutsuite.payment.messaging;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.payment.journey.Broker;
import io.checkoutsuite.payment.journey.PaymentApiClient;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import io.checkoutsuite.payment.journey.SwitchableGateway;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpMethod;

@PaymentServiceTest
class EventPreviewsAndHeldResourcesTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    PaymentEventPreviewer previewer;

    @Autowired
    PaymentHeldResources heldResources;

    @Autowired
    CheckoutCompletionListener completions;

    @Autowired
    CheckoutRollbackListener rollbacks;

    @Autowired
    SwitchableGateway switchable;

    @Autowired
    EventCodec codec;

    @Autowired
    MongoOperations mongo;

    private EventPreview ofCompletion(String request) {
        return previewer.preview(Broker.completion(request));
    }

    private EventPreview ofRollback(String request) {
        return previewer.preview(Broker.rollback(request, "c-" + request));
    }

    private void complete(String request) {
        completions.accept(codec.message(codec.entry(Broker.completion(request))));
    }

    private void rollBack(String request) {
        rollbacks.accept(codec.message(codec.entry(Broker.rollback(request, "c-" + request))));
    }

    @Test
    void what_is_held_would_be_bound_or_reversed() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        assertThat(ofCompletion(request)).isEqualTo(EventPreview.change("would bind 10.00 GBP"));
        assertThat(ofRollback(request)).isEqualTo(EventPreview.change("would reverse 10.00 GBP"));
    }

    @Test
    void what_is_bound_stays_bound_also_when_it_was_captured_and_refunded_since() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");
        complete(request);
        payments.captureOrRefund("captures", "p-" + request, "k1", "10.00");
        payments.captureOrRefund("refunds", "p-" + request, "k2", "4.00");
        ApiResponse before = payments.payment("p-" + request);

        assertThat(ofCompletion(request).kind()).isEqualTo(EventPreview.Kind.NOTHING);
        assertThat(ofRollback(request).kind()).isEqualTo(EventPreview.Kind.CONFLICT);
        assertThat(ofRollback(request).description()).contains("o-" + request);
        complete(request);
        assertThat(payments.payment("p-" + request).text()).isEqualTo(before.text());
    }

    @Test
    void what_was_reversed_cannot_be_bound() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");
        rollBack(request);

        assertThat(ofRollback(request).kind()).isEqualTo(EventPreview.Kind.NOTHING);
        assertThat(ofCompletion(request)).isEqualTo(EventPreview.conflict("payments of this request are REVERSED"));
    }

    @Test
    void an_unknown_request_cannot_be_bound_and_needs_no_reversal() {
        String request = newRequest();

        assertThat(ofRollback(request).kind()).isEqualTo(EventPreview.Kind.NOTHING);
        assertThat(ofCompletion(request).kind()).isEqualTo(EventPreview.Kind.CONFLICT);
        assertThat(payments.asService(HttpMethod.GET, "/authorizations/" + request, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void what_was_refused_holds_nothing() {
        String request = newRequest();
        payments.authorize(request, "tok_decline_hard");

        assertThat(ofRollback(request).kind()).isEqualTo(EventPreview.Kind.NOTHING);
        assertThat(ofCompletion(request).kind()).isEqualTo(EventPreview.Kind.CONFLICT);
    }

    @Test
    void a_checkout_that_cost_nothing_changes_nothing() {
        CheckoutCompletion paid = Broker.completion(newRequest());
        SuiteEvent free = new CheckoutCompletion(
                paid.requestId(), paid.orderNumber(), paid.cart(), List.of(), paid.contextInfo(), paid.occurredAt());

        assertThat(previewer.preview(free).kind()).isEqualTo(EventPreview.Kind.NOTHING);
    }

    @Test
    void all_that_is_held_or_bound_is_listed_and_nothing_else() {
        String held = newRequest();
        String bound = newRequest();
        String stuck = newRequest();
        String reversed = newRequest();
        String refused = newRequest();
        payments.authorize(held, "tok_approve");
        payments.authorize(bound, "tok_approve");
        complete(bound);
        payments.authorize(stuck, "10.00", payment("p-" + stuck, "switchable", "tok_approve", "10.00"));
        switchable.cut("reverse", stuck);
        payments.reverse(stuck);
        payments.authorize(reversed, "tok_approve");
        payments.reverse(reversed);
        payments.authorize(refused, "tok_decline_hard");

        List<HeldResource> all = all();

        assertThat(all).extracting(HeldResource::id).isSorted().doesNotHaveDuplicates();
        assertThat(all).extracting(HeldResource::requestId).doesNotContain(reversed, refused);
        assertThat(all)
                .filteredOn(resource -> List.of(held, bound, stuck).contains(resource.requestId()))
                .extracting(HeldResource::requestId, HeldResource::cartId, HeldResource::kind, HeldResource::detail)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(held, "c-" + held, "PAYMENT_HELD", "10.00 GBP AUTHORIZED"),
                        org.assertj.core.groups.Tuple.tuple(bound, "c-" + bound, "PAYMENT_BOUND", "10.00 GBP BOUND"),
                        org.assertj.core.groups.Tuple.tuple(
                                stuck, "c-" + stuck, "PAYMENT_HELD", "10.00 GBP REVERSING"));
        assertThat(heldResources.page("other", null, "", 10)).isEmpty();
        assertThat(payments.as("olga", "operator", HttpMethod.GET, "/ops/holdings?limit=1", null)
                        .text("/items/0/id"))
                .isEqualTo(all.getFirst().id());
        switchable.restore("reverse", stuck);
    }

    @Test
    void one_that_cannot_be_read_is_left_out_of_lists_and_reported_for_its_event_alone() {
        String spoilt = "0-" + newRequest();
        String odd = "0-1-" + newRequest();
        String held = "1-" + newRequest();
        List.of(spoilt, odd, held).forEach(request -> payments.authorize(request, "tok_approve"));
        change(spoilt, "payments", "none");
        change(odd, "purpose", null);

        try {
            assertThat(heldResources.page("default", null, "0-", 1))
                    .extracting(HeldResource::requestId)
                    .containsExactly(held);
            change(spoilt, "state", "REVERSAL_FAILED");
            assertThat(payments.as("olga", "operator", HttpMethod.GET, "/ops/authorizations?limit=1", null)
                            .status())
                    .isEqualTo(200);
            assertThat(previewed(spoilt, held))
                    .containsExactly(
                            "UNREADABLE the stored data of this request cannot be read", "CHANGE would bind 10.00 GBP");
        } finally {
            List.of(spoilt, odd).forEach(this::remove);
        }
    }

    private void change(String request, String field, Object value) {
        mongo.updateFirst(ofRequest(request), Update.update(field, value), "authorizations");
    }

    private void remove(String request) {
        mongo.remove(ofRequest(request), "authorizations");
    }

    private static Query ofRequest(String request) {
        return Query.query(Criteria.where("_id").is("default/" + request));
    }

    private List<String> previewed(String... requests) {
        String events = Stream.of(requests)
                .map(request -> codec.entry(Broker.completion(request)))
                .map(entry -> "{\"type\":\"%s\",\"body\":%s}".formatted(entry.type(), entry.body()))
                .collect(Collectors.joining(","));
        return payments.as("olga", "operator", HttpMethod.POST, "/ops/previews", "{\"events\":[" + events + "]}")
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("kind").asString() + " "
                        + item.path("description").asString())
                .toList();
    }

    private List<HeldResource> all() {
        List<HeldResource> all = new ArrayList<>();
        List<HeldResource> page = heldResources.page("default", null, "", 2);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = heldResources.page("default", null, page.getLast().id(), 2);
        }
        return all;
    }
}
