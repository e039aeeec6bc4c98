package io.checkoutsuite.cart.checkout;

import static io.checkoutsuite.cart.checkout.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Latches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CheckoutWorkflowTests {

    private final List<String> trace = new ArrayList<>();

    @Test
    void activities_run_in_the_order_of_the_settings_and_hand_on_what_was_paid() {
        PaymentSummary paid = new PaymentSummary("p1", "simulator", Money.of("17.00", "GBP"), "AUTHORIZED");

        WorkflowResult result = run(
                TracedActivities.check("check", trace),
                TracedActivities.activity("stock", trace),
                TracedActivities.activity("money", trace, () -> ActivityResult.paid(List.of(paid)), () -> {}));

        assertThat(trace).containsExactly("check", "stock", "money");
        assertThat(result).isEqualTo(new WorkflowResult.Completed(List.of(paid)));
    }

    @Test
    void after_a_refusal_what_had_begun_is_to_be_compensated_latest_first_and_nothing_more_runs() {
        WorkflowResult result = run(
                TracedActivities.activity("stock", trace),
                TracedActivities.activity("uses", trace),
                refusing("money"),
                TracedActivities.activity("never", trace));

        assertThat(trace).containsExactly("stock", "uses", "money");
        assertThat(toCompensate(result)).containsExactly("money", "uses", "stock");
        assertThat(failureOf(result).type()).isEqualTo(FailureType.FAILED_PAYMENT_TRANSACTION);
    }

    @Test
    void independent_neighbours_run_at_the_same_time_and_the_next_activity_after_them() {
        CountDownLatch bothRun = new CountDownLatch(2);
        Supplier<ActivityResult> waitsForTheOther = () -> {
            bothRun.countDown();
            Latches.await(bothRun);
            return ActivityResult.done();
        };

        WorkflowResult result = run(
                TracedActivities.independent("stock", waitsForTheOther),
                TracedActivities.independent("uses", waitsForTheOther),
                TracedActivities.activity("money", trace));

        assertThat(result).isInstanceOf(WorkflowResult.Completed.class);
        assertThat(trace).containsExactly("money");
    }

    @Test
    void activities_with_another_one_between_them_run_one_after_the_other() {
        run(
                TracedActivities.independent("stock", traced("stock")),
                TracedActivities.activity("money", trace),
                TracedActivities.independent("uses", traced("uses")));

        assertThat(trace).containsExactly("stock", "money", "uses");
    }

    @Test
    void of_several_refusals_at_the_same_time_the_first_in_the_list_counts_and_all_are_on_record() {
        CountDownLatch laterRefused = new CountDownLatch(1);

        WorkflowResult result = run(
                TracedActivities.independent("stock", () -> {
                    Latches.await(laterRefused);
                    return ActivityResult.refused(failure(FailureType.FAILED_INVENTORY_CHECK, "stock"));
                }),
                TracedActivities.independent("uses", () -> {
                    laterRefused.countDown();
                    return ActivityResult.refused(failure(FailureType.INVALID_OFFER_OR_OFFER_CODE_USAGE, "uses"));
                }),
                TracedActivities.activity("money", trace));

        assertThat(failureOf(result).type()).isEqualTo(FailureType.FAILED_INVENTORY_CHECK);
        assertThat(((WorkflowResult.Failed) result).failures())
                .extracting(ActivityFailure::activity)
                .containsExactly("stock", "uses");
        assertThat(toCompensate(result)).containsExactly("uses", "stock");
        assertThat(trace).isEmpty();
    }

    @Test
    void an_activity_that_fails_beside_another_one_is_answered_when_both_have_ended() {
        AtomicBoolean otherEnded = new AtomicBoolean();
        CountDownLatch failing = new CountDownLatch(1);

        WorkflowResult result = run(
                TracedActivities.independent("stock", () -> {
                    failing.countDown();
                    throw new IllegalStateException("no response");
                }),
                TracedActivities.independent("uses", () -> {
                    Latches.await(failing);
                    otherEnded.set(true);
                    return ActivityResult.done();
                }));

        assertThat(otherEnded).isTrue();
        assertThat(failureOf(result).activity()).isEqualTo("stock");
        assertThat(toCompensate(result)).containsExactly("uses", "stock");
    }

    private Supplier<ActivityResult> traced(String name) {
        return () -> {
            trace.add(name);
            return ActivityResult.done();
        };
    }

    @Test
    void an_unknown_outcome_is_to_be_compensated_too_because_the_effect_may_be_there() {
        WorkflowResult result = run(
                TracedActivities.activity("stock", trace),
                TracedActivities.activity(
                        "money",
                        trace,
                        () -> {
                            throw new IllegalStateException("no response");
                        },
                        () -> {}));

        assertThat(trace).containsExactly("stock", "money");
        assertThat(toCompensate(result)).containsExactly("money", "stock");
        assertThat(failureOf(result).type()).isEqualTo(FailureType.SERVICE_UNAVAILABLE);
        assertThat(failureOf(result).activity()).isEqualTo("money");
    }

    @Test
    void all_checks_run_and_every_failure_is_reported_before_anything_is_reserved() {
        WorkflowResult result = run(
                TracedActivities.check(
                        "items",
                        trace,
                        failure(FailureType.INVALID_CART_ITEM_CONFIG, "items")
                                .withItemMessages(Map.of("l1", "no size"))),
                TracedActivities.check(
                        "address",
                        trace,
                        failure(FailureType.INVALID_FULFILLMENT, "address")
                                .withItemMessages(Map.of("l1", "no address"))),
                TracedActivities.activity("stock", trace));

        assertThat(trace).containsExactly("items", "address");
        assertThat(failureOf(result).type()).isEqualTo(FailureType.INVALID_CART_ITEM_CONFIG);
        assertThat(failureOf(result).message()).contains("items refuses").contains("address refuses");
        assertThat(failureOf(result).itemMessages()).containsEntry("l1", "no size; no address");
    }

    @Test
    void a_hook_that_vetoes_at_the_start_leaves_nothing_behind() {
        CheckoutHook veto = new CheckoutHook() {
            @Override
            public Optional<String> preCheckout(Checkout checkout) {
                return Optional.of("closed today");
            }
        };

        WorkflowResult result = run(List.of(veto), TracedActivities.activity("stock", trace));

        assertThat(trace).isEmpty();
        assertThat(failureOf(result).type()).isEqualTo(FailureType.CHECKOUT_VETOED);
    }

    @Test
    void a_hook_that_vetoes_before_the_order_is_made_has_everything_compensated() {
        CheckoutHook veto = new CheckoutHook() {
            @Override
            public Optional<String> preCheckoutOrderPersist(Checkout checkout) {
                return Optional.of("not this buyer");
            }
        };

        WorkflowResult result = run(
                List.of(veto), TracedActivities.activity("stock", trace), TracedActivities.activity("money", trace));

        assertThat(trace).containsExactly("stock", "money");
        assertThat(toCompensate(result)).containsExactly("money", "stock");
        assertThat(failureOf(result).type()).isEqualTo(FailureType.CHECKOUT_VETOED);
    }

    @Test
    void no_activity_begins_after_the_deadline() {
        MovableClock clock = new MovableClock(Fixtures.NOON);

        WorkflowResult result = run(
                clock,
                List.of(),
                TracedActivities.activity(
                        "stock",
                        trace,
                        () -> {
                            clock.advance(Duration.ofSeconds(21));
                            return ActivityResult.done();
                        },
                        () -> {}),
                TracedActivities.activity("money", trace));

        assertThat(trace).containsExactly("stock");
        assertThat(failureOf(result).type()).isEqualTo(FailureType.SERVICE_UNAVAILABLE);
    }

    @Test
    void a_list_with_an_unknown_a_doubled_or_a_misplaced_name_refuses_to_start() {
        List<CheckoutActivity> available =
                List.of(TracedActivities.activity("stock", trace), TracedActivities.check("items", trace));

        assertThatThrownBy(() -> new ActivityRegistry(available, reversible("stok")))
                .hasMessageContaining("no activity stok");
        assertThatThrownBy(() -> new ActivityRegistry(available, reversible("stock", "stock")))
                .hasMessageContaining("listed twice");
        assertThatThrownBy(() -> new ActivityRegistry(available, reversible("items")))
                .hasMessageContaining("cannot run in its phase");
        assertThatThrownBy(() -> new ActivityRegistry(
                        List.of(TracedActivities.activity("stock", trace), TracedActivities.activity("stock", trace)),
                        reversible("stock")))
                .hasMessageContaining("Two activities are called stock");
    }

    @Test
    void an_activity_that_fails_half_way_is_compensated_before_earlier_activities() {
        WorkflowResult result = run(
                TracedActivities.activity("one", trace),
                TracedActivities.activity("two", trace),
                TracedActivities.nested("nested", trace, "A", "B"),
                TracedActivities.activity("never", trace));

        assertThat(trace).containsExactly("one", "two", "A", "B");
        assertThat(toCompensate(result)).containsExactly("nested", "two", "one");
        assertThat(failureOf(result).activity()).isEqualTo("nested");
    }

    @Test
    void a_new_activity_runs_where_the_settings_list_it_and_one_that_is_not_listed_never_runs() {
        List<CheckoutActivity> beans = List.of(
                TracedActivities.activity("unlisted", trace),
                TracedActivities.activity("stock", trace),
                TracedActivities.activity("money", trace),
                TracedActivities.activity("giftWrap", trace));

        WorkflowResult result = run(new ActivityRegistry(beans, reversible("stock", "giftWrap", "money")));

        assertThat(trace).containsExactly("stock", "giftWrap", "money");
        assertThat(result).isInstanceOf(WorkflowResult.Completed.class);
    }

    @Test
    void an_activity_that_has_nothing_to_do_for_a_cart_is_neither_run_nor_compensated() {
        ReversibleActivity idle = new ReversibleActivity() {
            @Override
            public String name() {
                return "idle";
            }

            @Override
            public boolean concerns(Checkout checkout) {
                return false;
            }

            @Override
            public ActivityResult run(Checkout checkout) {
                trace.add("idle");
                return ActivityResult.done();
            }

            @Override
            public void compensate(String tenant, String requestId) {
                trace.add("compensate idle");
            }
        };

        WorkflowResult result = run(TracedActivities.activity("stock", trace), idle, refusing("money"));

        assertThat(trace).containsExactly("stock", "money");
        assertThat(toCompensate(result)).containsExactly("money", "stock");
    }

    @Test
    void a_check_that_cannot_be_made_refuses_and_the_others_still_run() {
        SetUpActivity broken = new SetUpActivity() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public List<AttemptFailure> check(Checkout checkout) {
                throw new IllegalStateException("the catalog is unavailable");
            }
        };

        WorkflowResult result =
                run(broken, TracedActivities.check("items", trace), TracedActivities.activity("stock", trace));

        assertThat(trace).containsExactly("items");
        assertThat(failureOf(result).type()).isEqualTo(FailureType.SERVICE_UNAVAILABLE);
    }

    @Test
    void a_hook_that_fails_has_not_allowed_the_checkout_and_everything_is_compensated() {
        CheckoutHook broken = new CheckoutHook() {
            @Override
            public Optional<String> preCheckoutOrderPersist(Checkout checkout) {
                throw new IllegalStateException("the fraud check is unavailable");
            }
        };

        WorkflowResult result = run(
                List.of(broken), TracedActivities.activity("stock", trace), TracedActivities.activity("money", trace));

        assertThat(trace).containsExactly("stock", "money");
        assertThat(toCompensate(result)).containsExactly("money", "stock");
        assertThat(failureOf(result).type()).isEqualTo(FailureType.SERVICE_UNAVAILABLE);
        assertThat(((WorkflowResult.Failed) result).failures())
                .extracting(ActivityFailure::activity, ActivityFailure::step)
                .containsExactly(tuple("preCheckoutOrderPersist", ActivityFailure.Step.HOOK));
    }

    private ReversibleActivity refusing(String name) {
        return TracedActivities.activity(
                name,
                trace,
                () -> ActivityResult.refused(failure(FailureType.FAILED_PAYMENT_TRANSACTION, name)),
                () -> {});
    }

    private static List<String> toCompensate(WorkflowResult result) {
        return ((WorkflowResult.Failed) result)
                .toCompensate().stream().map(CheckoutActivity::name).toList();
    }

    private static AttemptFailure failureOf(WorkflowResult result) {
        return ((WorkflowResult.Failed) result).failure();
    }

    private WorkflowResult run(CheckoutActivity... activities) {
        return run(List.of(), activities);
    }

    private WorkflowResult run(List<CheckoutHook> hooks, CheckoutActivity... activities) {
        return run(Clock.fixed(Fixtures.NOON, ZoneOffset.UTC), hooks, activities);
    }

    private WorkflowResult run(Clock clock, List<CheckoutHook> hooks, CheckoutActivity... activities) {
        CheckoutSettings settings =
                listing(names(SetUpActivity.class, activities), names(ReversibleActivity.class, activities));
        return run(new ActivityRegistry(List.of(activities), settings), hooks, clock);
    }

    private static WorkflowResult run(ActivityRegistry listed) {
        return run(listed, List.of(), Clock.fixed(Fixtures.NOON, ZoneOffset.UTC));
    }

    private static WorkflowResult run(ActivityRegistry listed, List<CheckoutHook> hooks, Clock clock) {
        Checkout checkout = Fixtures.checkout(Fixtures.cart());
        CheckoutLeases running = new CheckoutLeases(new OwnStore(), Fixtures.settings(), clock);
        return new CheckoutWorkflow(listed, hooks, Fixtures.settings(), clock).run(checkout, running.begin(checkout));
    }

    private static List<String> names(Class<?> phase, CheckoutActivity... activities) {
        return Arrays.stream(activities)
                .filter(phase::isInstance)
                .map(CheckoutActivity::name)
                .toList();
    }

    private static CheckoutSettings reversible(String... names) {
        return listing(List.of(), List.of(names));
    }

    private static CheckoutSettings listing(List<String> setUp, List<String> reversible) {
        return Fixtures.settings(setUp, reversible, List.of());
    }

    /** A store in which this process keeps the lease of every attempt. */
    private static final class OwnStore extends FaultyCarts {

        private OwnStore() {
            super(null);
        }

        @Override
        public boolean renew(ClaimedCart running, Instant leaseUntil) {
            return true;
        }
    }
}
