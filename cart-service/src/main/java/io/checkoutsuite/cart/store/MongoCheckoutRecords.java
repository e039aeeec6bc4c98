package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.reconcile.CheckoutRecords;
import io.checkoutsuite.messaging.DatabaseClock;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.OutboxRelays;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** What carts say of their checkouts and of events not yet published. */
@Repository
@RequiredArgsConstructor
class MongoCheckoutRecords implements CheckoutRecords {

    private final MongoOperations mongo;
    private final OutboxRelays relays;
    private final DatabaseClock clock;

    /** A cart without what was answered, and with what it owes. */
    private record Row(
            @Id String id,
            String tenant,
            String cartId,
            long version,
            CartStatus status,
            CartContent content,
            List<Attempt> attempts,
            @Nullable List<OutboxEntry> outbox) {

        CheckoutRecord checkouts() {
            return new CheckoutRecord(
                    cartId,
                    new Cart(cartId, tenant, version, status, content, really(attempts), List.of()),
                    null,
                    outbox == null ? List.of() : outbox);
        }
    }

    private record Tried(@Id String id, List<Attempt> attempts) {}

    /** What a cart owes. */
    private record Owing(@Id String id, @Nullable List<OutboxEntry> outbox) {
        List<OutboxEntry> entries() {
            return outbox == null ? List.of() : outbox;
        }
    }

    @Override
    public List<CheckoutRecord> page(String tenant, String afterCartId, @Nullable Instant changedSince, int limit) {
        // All keys of a tenant lie between its name with a slash and its name with the character after a slash.
        Criteria further = where("_id").gt(CartDocument.id(tenant, afterCartId)).lt(tenant + "0");
        if (changedSince != null) {
            further.orOperator(
                    where("changedOn").gte(CartDocument.day(changedSince)),
                    where("changedOn").isNull());
        }
        Query page = query(further).with(Sort.by("_id")).limit(limit);
        page.fields().include("tenant", "cartId", "version", "status", "content", "attempts", OutboxEntry.OUTBOX);
        return mongo.find(page, Document.class, CartDocument.COLLECTION).stream()
                .map(stored -> checkouts(tenant, stored))
                .toList();
    }

    /** One by one, so that a cart that nobody can read hides no other. */
    private CheckoutRecord checkouts(String tenant, Document stored) {
        try {
            return mongo.getConverter().read(Row.class, stored).checkouts();
        } catch (RuntimeException broken) {
            return new CheckoutRecord(cartId(tenant, stored), null, broken.toString(), List.of());
        }
    }

    private static String cartId(String tenant, Document stored) {
        return stored.getString("_id").substring(tenant.length() + 1);
    }

    @Override
    public KnownAttempts attemptsOf(String tenant, Collection<String> cartIds) {
        Query carts = query(where("_id")
                .in(cartIds.stream()
                        .map(cartId -> CartDocument.id(tenant, cartId))
                        .toList()));
        carts.fields().include("attempts");
        Map<String, List<Attempt>> attempts = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (Document stored : mongo.find(carts, Document.class, CartDocument.COLLECTION)) {
            String cartId = cartId(tenant, stored);
            try {
                attempts.put(
                        cartId,
                        really(mongo.getConverter().read(Tried.class, stored).attempts()));
            } catch (RuntimeException broken) {
                unreadable.add(cartId);
            }
        }
        return new KnownAttempts(attempts, unreadable);
    }

    /** Fails unless they are: what is stored in their place may be anything, and an array takes nothing else. */
    private static List<Attempt> really(List<Attempt> attempts) {
        return List.of(attempts.toArray(Attempt[]::new));
    }

    @Override
    public List<OutboxEntry> owesAgain(String tenant, String cartId) {
        // Decides the race with the relay, which takes the mark away together with the last entry.
        Query owing = query(where("_id")
                .is(CartDocument.id(tenant, cartId))
                .and(OutboxEntry.OUTBOX + ".0")
                .exists(true));
        owing.fields().include(OutboxEntry.OUTBOX);
        List<OutboxEntry> owed = Optional.ofNullable(mongo.findAndModify(
                        owing,
                        // Without a time no sweeper would find it.
                        new Update().set(OutboxEntry.OWES, true).min(OutboxEntry.OWED_AT, clock.instant()),
                        FindAndModifyOptions.options().returnNew(true),
                        Owing.class,
                        CartDocument.COLLECTION))
                .map(Owing::entries)
                .orElse(List.of());
        relays.of(CartDocument.COLLECTION).justWritten(CartDocument.id(tenant, cartId), owed);
        return owed;
    }

    @Override
    public List<OutboxEntry> owed(String tenant, String cartId) {
        Query owing = query(where("_id").is(CartDocument.id(tenant, cartId)));
        owing.fields().include(OutboxEntry.OUTBOX);
        return Optional.ofNullable(mongo.findOne(owing, Owing.class, CartDocument.COLLECTION))
                .map(Owing::entries)
                .orElse(List.of());
    }
}
