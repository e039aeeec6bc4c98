package io.checkoutsuite.stack.demo;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.ConvergenceWatch;
import io.checkoutsuite.stack.client.OperatorClient;
import io.checkoutsuite.stack.client.Parallel;
import io.checkoutsuite.stack.client.RequestFailedException;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Sets up a small shop and runs a few dozen buyers. */
public final class Demo {

    private static final int CONCURRENCY = 8;
    private static final List<String> NAMES = List.of(
            "Ann Archer", "Ben Baker", "Chloe Carter", "Dev Dyer", "Ella Fisher", "Finn Glover", "Grace Hunter");

    private final SuiteClient client;
    private final String run = Integer.toString(
                    ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36)
            .toUpperCase(Locale.ROOT);

    private final String secret = UUID.randomUUID().toString();

    public Demo(SuiteClient client) {
        this.client = client;
    }

    /**
     * The result of a story.
     *
     * @param asExpected whether the story ended as expected
     */
    public record StoryResult(String title, CartRecord cart, boolean asExpected) {}

    public void openShop() {
        new Shop(client).open(luckyCode());
    }

    /** Submits the carts, several at a time, and waits until every service has applied every event. */
    public List<StoryResult> play(int carts, Consumer<String> progress) {
        List<Story> stories = Stories.some(luckyCode(), carts);
        AtomicInteger done = new AtomicInteger();
        return Parallel.map(IntStream.range(0, stories.size()).boxed().toList(), CONCURRENCY, number -> {
            StoryResult result = playOne(stories.get(number), number + 1);
            progress.accept("carts submitted and applied by all services: " + done.incrementAndGet() + " of " + carts);
            return result;
        });
    }

    private StoryResult playOne(Story story, int number) {
        CartRecord bought = Buyer.buy(client, plan(story, number));
        long respondedAt = System.nanoTime();
        CartRecord watched = new ConvergenceWatch(client).watch(bought, respondedAt);
        if (story.captured()) {
            watched.order().ifPresent(this::capture);
        }
        return new StoryResult(
                story.title(), watched, story.ending().fits(watched.order().isPresent()));
    }

    /** Takes the held money, as a merchant does when the goods ship. */
    private void capture(Attempt order) {
        JsonNode authorization =
                new OperatorClient(client).get(Service.PAYMENT, "/authorizations/" + order.requestId());
        authorization.path("payments").forEach(payment -> {
            String id = payment.path("paymentId").asString();
            ServiceResponse captured = client.call(
                    Service.PAYMENT,
                    "POST",
                    "/payments/" + id + "/captures",
                    Map.of("amount", payment.path("amount")),
                    client.operator(),
                    Map.of("Idempotency-Key", "shipped-" + id));
            if (!captured.ok()) {
                throw new RequestFailedException(Service.PAYMENT, captured);
            }
        });
    }

    private CartPlan plan(Story story, int number) {
        String name = NAMES.get(number % NAMES.size());
        String person = name.toLowerCase(Locale.ROOT).replace(' ', '.');
        return new CartPlan(
                "demo-" + run + "-" + secret + "-" + number,
                story.registered() ? person : null,
                person + "@example.org",
                name,
                "GB",
                story.steps(),
                0);
    }

    private String luckyCode() {
        return "LUCKY" + run;
    }
}
