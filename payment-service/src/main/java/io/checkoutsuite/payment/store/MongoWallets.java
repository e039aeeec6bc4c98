package io.checkoutsuite.payment.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.payment.saved.Wallet;
import io.checkoutsuite.payment.saved.Wallets;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Stores wallets in the collection {@code payment_methods}. */
@Component
@RequiredArgsConstructor
class MongoWallets implements Wallets {

    private static final String COLLECTION = "payment_methods";

    private final MongoOperations mongo;

    @Override
    public Optional<Wallet> of(String tenant, String customerId) {
        return Optional.ofNullable(mongo.findById(Wallet.key(tenant, customerId), Wallet.class, COLLECTION));
    }

    @Override
    public boolean change(Wallet changed) {
        if (changed.version() == 1) {
            return begin(changed);
        }
        Update update = new Update().set("version", changed.version()).set("payments", changed.payments());
        if (changed.defaultId() == null) {
            update.unset("defaultId");
        } else {
            update.set("defaultId", changed.defaultId());
        }
        // Race: of two concurrent changes of one wallet, the later one finds another version and matches no document.
        return mongo.updateFirst(
                                query(where("_id")
                                        .is(changed.id())
                                        .and("version")
                                        .is(changed.version() - 1)),
                                update,
                                COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private boolean begin(Wallet first) {
        try {
            mongo.insert(first, COLLECTION);
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }
}
