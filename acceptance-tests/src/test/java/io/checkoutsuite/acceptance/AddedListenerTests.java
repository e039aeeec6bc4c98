package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.web.access.AccessRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import tools.jackson.databind.JsonNode;

/** A third-party service that listens to completed checkouts, built from the same modules as the suite's own services. */
class AddedListenerTests {

    private static final int FIRST_AND_FOUR_MORE = 5;

    @Test
    void an_added_listener_that_throws_is_tried_again_and_then_parked_while_the_order_stays() {
        Buyer buyer = Buyer.guest().puts(1, Shop.sells("BOWL", "8.00", 10)).paysWith("tok_approve");
        Loyalty.HAVE_NO_ACCOUNT.add(buyer.cartId());
        int port = FreePorts.next();
        SuiteClient client = new SuiteClient(new Addresses(port));
        try (ConfigurableApplicationContext loyalty = Loyalty.start(port)) {
            buyer.submits().is(200);
            String requestId = buyer.requestId(1);

            JsonNode parked = Eventually.get(
                            "the sale is parked",
                            () -> client.all(CART, "/ops/dead-letters", client.operator()).stream()
                                    .filter(letter -> letter.path("requestId")
                                            .asString("")
                                            .equals(requestId))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();

            assertThat(parked.path("reason").asString("")).contains("No account for " + buyer.cartId());
            assertThat(Loyalty.RECEIVED).filteredOn(buyer.cartId()::equals).hasSize(FIRST_AND_FOUR_MORE);
            buyer.order().is(200);
            assertThat(buyer.settledOutcome(requestId).text("/state")).isEqualTo("COMPLETED");

            Buyer next = Buyer.guest().puts(1, Shop.sells("BOWL", "8.00", 10)).paysWith("tok_approve");
            next.submits().is(200);
            Eventually.get(
                    "the next sale is consumed", () -> Loyalty.RECEIVED, received -> received.contains(next.cartId()));
        }
    }

    /** Grants points for every cart whose buyer has an account, and fails for the others. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Loyalty {

        private static final Set<String> HAVE_NO_ACCOUNT = ConcurrentHashMap.newKeySet();
        private static final ConcurrentLinkedQueue<String> RECEIVED = new ConcurrentLinkedQueue<>();

        private static ConfigurableApplicationContext start(int port) {
            String bindings = "--spring.cloud.stream.bindings.";
            String functions = "--spring.cloud.stream.function.bindings.";
            List<String> args = List.of(
                    "--server.port=" + port,
                    "--server.address=127.0.0.1",
                    "--spring.main.banner-mode=off",
                    "--spring.application.name=loyalty-service",
                    "--spring.config.import=classpath:suite-web.yml,classpath:suite-messaging.yml",
                    "--spring.mongodb.uri=" + RunningSuite.mongo(),
                    "--spring.mongodb.database=loyalty",
                    "--spring.cloud.stream.kafka.binder.brokers=" + RunningSuite.kafka(),
                    "--suite.messaging.source=/loyalty-service",
                    "--suite.access.dev-secret=loyalty-loyalty-loyalty-loyalty-loyalty",
                    "--spring.cloud.function.definition=loyaltyListener",
                    functions + "loyaltyListener-in-0=checkoutCompletionInputLoyalty",
                    bindings + "checkoutCompletionInputLoyalty.destination=checkoutCompletion",
                    bindings + "checkoutCompletionInputLoyalty.group=loyalty-service",
                    // A second consumer could take over the partition between two attempts and restart their count.
                    bindings + "checkoutCompletionInputLoyalty.consumer.concurrency=1");
            return new SpringApplicationBuilder(Loyalty.class)
                    .properties("spring.config.name=loyalty")
                    .registerShutdownHook(false)
                    .run(args.toArray(String[]::new));
        }

        @Bean
        Consumer<Message<byte[]>> loyaltyListener(IdempotentMessageConsumptionService inbox) {
            return message ->
                    inbox.consumeEvent(message, "LoyaltyListener", CheckoutCompletion.class, Loyalty::givePoints);
        }

        private static void givePoints(CheckoutCompletion sold) {
            RECEIVED.add(sold.cart().id());
            if (HAVE_NO_ACCOUNT.contains(sold.cart().id())) {
                throw new IllegalStateException("No account for " + sold.cart().id());
            }
        }

        @Bean
        AccessRules nothingOfItsOwn() {
            return requests -> {};
        }
    }
}
