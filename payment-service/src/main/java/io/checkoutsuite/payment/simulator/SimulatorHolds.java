package io.checkoutsuite.payment.simulator;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.GatewayReference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The simulator's store: one document per reference, so that no reference is ever authorized twice. */
@Component
@ConditionalOnSimulator
@RequiredArgsConstructor
public class SimulatorHolds implements InitializingBean {

    private static final String COLLECTION = "simulator_holds";
    private static final FindAndModifyOptions AFTER =
            FindAndModifyOptions.options().returnNew(true);

    private final MongoOperations mongo;

    @Override
    public void afterPropertiesSet() {
        mongo.indexOps(COLLECTION).createIndex(new Index("requestId", Sort.Direction.ASC));
    }

    /** All records of a checkout attempt, oldest first. */
    public List<SimulatorHold> of(String tenant, String requestId) {
        return mongo
                .find(query(where("requestId").is(requestId).and("tenant").is(tenant)), SimulatorHold.class, COLLECTION)
                .stream()
                .sorted(java.util.Comparator.comparing(SimulatorHold::at).thenComparing(SimulatorHold::reference))
                .toList();
    }

    Optional<SimulatorHold> find(GatewayReference reference) {
        return find(reference.merchant(), reference.value());
    }

    Optional<SimulatorHold> find(String merchant, String reference) {
        return Optional.ofNullable(
                mongo.findById(SimulatorHold.key(merchant, reference), SimulatorHold.class, COLLECTION));
    }

    /** Returns the record of the first call. Race: of two concurrent calls, only one can insert the key. */
    SimulatorHold authorize(SimulatorHold first) {
        try {
            return mongo.insert(first, COLLECTION);
        } catch (DuplicateKeyException known) {
            Update asked = new Update().inc(first.authorizeCalls() > 0 ? "authorizeCalls" : "confirmCalls", 1);
            return changed(where("_id").is(first.id()), asked).orElseThrow();
        }
    }

    /**
     * Decides a challenge or a pending payment once. Race: of several decisions and a reversal, only one finds it undecided.
     *
     * @return false if it was decided or closed before, or is unknown
     */
    public boolean decide(String merchant, String reference, boolean approved) {
        Optional<SimulatorHold> known = find(merchant, reference).filter(SimulatorHold::isUndecided);
        if (known.isEmpty()) {
            return false;
        }
        SimulatorHold hold = known.get();
        Update decision = approved
                ? new Update()
                        .set("state", SimulatorHold.State.HELD)
                        .set(hold.sale() ? "captured" : "held", hold.amount())
                        .set("authorized", 1)
                : new Update()
                        .set("state", SimulatorHold.State.DECLINED)
                        .set("declineType", DeclineType.SOFT)
                        .set("message", "The payment was not confirmed");
        return changed(where("_id").is(hold.id()).and("state").is(hold.state()), decision)
                .isPresent();
    }

    /** Closes an undecided payment, so that it can never be approved. */
    private void cancel(String id) {
        changed(
                where("_id").is(id).and("state").in(SimulatorHold.State.CHALLENGED, SimulatorHold.State.PENDING),
                new Update().set("state", SimulatorHold.State.CANCELLED));
    }

    /** Releases the hold once. Race: only one call finds it HELD, every later one finds it REVERSED. */
    SimulatorHold reverse(SimulatorHold tombstone) {
        cancel(tombstone.id());
        Optional<SimulatorHold> released = changed(
                where("_id")
                        .is(tombstone.id())
                        .and("state")
                        .is(SimulatorHold.State.HELD)
                        .and("refunded")
                        .lte(BigDecimal.ZERO),
                new Update()
                        .set("state", SimulatorHold.State.REVERSED)
                        .set("held", BigDecimal.ZERO)
                        .inc("reversed", 1)
                        .inc("reverseCalls", 1));
        return released.orElseGet(() -> closed(tombstone));
    }

    private SimulatorHold closed(SimulatorHold tombstone) {
        try {
            return mongo.insert(tombstone, COLLECTION);
        } catch (DuplicateKeyException known) {
            return changed(where("_id").is(tombstone.id()), new Update().inc("reverseCalls", 1))
                    .orElseThrow();
        }
    }

    /** Captures held money if enough is held and this capture was not made before. */
    boolean capture(GatewayReference reference, SimulatorHold.Operation operation) {
        return changed(
                        movable(reference, operation).and("held").gte(operation.amount()),
                        new Update()
                                .inc("held", operation.amount().negate())
                                .inc("captured", operation.amount())
                                .push("operations", operation))
                .isPresent();
    }

    /**
     * Refunds captured money if this refund was not made before.
     *
     * @param refundedSoFar as read; guards against a concurrent refund, after which the caller reads it again
     */
    boolean refund(GatewayReference reference, SimulatorHold.Operation operation, BigDecimal refundedSoFar) {
        return changed(
                        movable(reference, operation).and("refunded").is(refundedSoFar),
                        new Update().inc("refunded", operation.amount()).push("operations", operation))
                .isPresent();
    }

    /** Releases a part of the hold if enough is held and this release was not made before. */
    boolean release(GatewayReference reference, SimulatorHold.Operation operation) {
        return changed(
                        movable(reference, operation).and("held").gte(operation.amount()),
                        new Update().inc("held", operation.amount().negate()).push("operations", operation))
                .isPresent();
    }

    /** Pays money out if this credit was not made before. */
    boolean credit(GatewayReference reference, SimulatorHold.Operation operation) {
        return changed(
                        movable(reference, operation),
                        new Update().inc("credited", operation.amount()).push("operations", operation))
                .isPresent();
    }

    /** Records the refusal of an operation, unless its outcome is already recorded. */
    void refuse(GatewayReference reference, SimulatorHold.Operation operation) {
        changed(
                where("_id")
                        .is(SimulatorHold.key(reference))
                        .and("operations.reference")
                        .ne(operation.reference()),
                new Update().push("operations", operation));
    }

    private static Criteria movable(GatewayReference reference, SimulatorHold.Operation operation) {
        return where("_id")
                .is(SimulatorHold.key(reference))
                .and("state")
                .is(SimulatorHold.State.HELD)
                .and("operations.reference")
                .ne(operation.reference());
    }

    private Optional<SimulatorHold> changed(Criteria guard, Update change) {
        return Optional.ofNullable(mongo.findAndModify(query(guard), change, AFTER, SimulatorHold.class, COLLECTION));
    }
}
