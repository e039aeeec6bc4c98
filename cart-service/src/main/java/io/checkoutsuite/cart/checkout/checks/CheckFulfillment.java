package io.checkoutsuite.cart.checkout.checks;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.checkout.Checkout;
import io.checkoutsuite.cart.checkout.SetUpActivity;
import io.checkoutsuite.text.EmailAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Checks that every line can be delivered, and that the cart has a customer or an e-mail address. */
@Component
class CheckFulfillment implements SetUpActivity {

    @Override
    public String name() {
        return "fulfillment";
    }

    @Override
    public List<AttemptFailure> check(Checkout checkout) {
        CartContent content = checkout.content();
        List<AttemptFailure> failures = new ArrayList<>();
        if (!hasEmail(content)) {
            failures.add(failure("An e-mail address is missing"));
        }
        if (content.fulfillmentGroups().isEmpty()) {
            failures.add(failure("No delivery address or pickup location is set"));
        } else if (!content.fulfillmentGroups().stream().allMatch(FulfillmentGroup::isComplete)) {
            failures.add(failure("A fulfillment group has no address or pickup location"));
        }
        Map<String, String> ungrouped = linesWithoutGroup(content);
        if (!ungrouped.isEmpty()) {
            failures.add(failure("Some lines are not in a fulfillment group").withItemMessages(ungrouped));
        }
        return failures;
    }

    private static boolean hasEmail(CartContent content) {
        String email = content.email();
        return content.customerId() != null || (email != null && EmailAddress.isPlausible(email));
    }

    private static Map<String, String> linesWithoutGroup(CartContent content) {
        List<FulfillmentGroup> groups = content.fulfillmentGroups();
        if (groups.isEmpty()
                || groups.stream().anyMatch(group -> group.lineIds().isEmpty())) {
            return Map.of();
        }
        Set<String> grouped = new HashSet<>();
        groups.forEach(group -> grouped.addAll(group.lineIds()));
        Map<String, String> ungrouped = new LinkedHashMap<>();
        content.lines().stream()
                .map(CartLine::id)
                .filter(line -> !grouped.contains(line))
                .forEach(line -> ungrouped.put(line, "This line is not in a fulfillment group"));
        return ungrouped;
    }

    private AttemptFailure failure(String message) {
        return AttemptFailure.of(FailureType.INVALID_FULFILLMENT, name(), message);
    }
}
