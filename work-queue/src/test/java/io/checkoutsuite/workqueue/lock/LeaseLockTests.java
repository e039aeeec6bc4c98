package io.checkoutsuite.workqueue.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.infra.MongoServer;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.workqueue.Background;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.Timing;
import io.checkoutsuite.workqueue.node.NotParticipatingException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class LeaseLockTests {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private final MovableClock clock = MovableClock.running();
    private final String database = Node.database();
    private final Node oneNode = Node.in(database, clock);
    private final Node otherNode = Node.in(database, clock);
    private final LeaseLock one = oneNode.lock(LEASE);
    private final LeaseLock other = otherNode.lock(LEASE);

    @AfterEach
    void close() {
        oneNode.close();
        otherNode.close();
    }

    @Test
    void an_owner_acquires_the_lock_twice_and_releases_it_twice_with_one_document() {
        one.lock();
        long token = one.fencingToken();
        assertThat(one.tryLock()).isTrue();
        assertThat(one.fencingToken()).isEqualTo(token);
        assertThat(documents()).isEqualTo(1);

        one.unlock();
        assertThat(one.isHeld()).isTrue();
        assertThat(other.tryLock()).isFalse();
        one.unlock();
        assertThat(one.isHeld()).isFalse();

        assertThatThrownBy(one::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(other.tryLock()).isTrue();
        assertThat(documents()).isEqualTo(1);
    }

    private long documents() {
        return oneNode.mongo.getCollection("leases").countDocuments();
    }

    @Test
    void a_caller_who_does_not_find_it_free_waits_as_long_as_asked() throws Exception {
        one.lock();

        Timing.assertTakes(
                Duration.ZERO,
                Duration.ofMillis(100),
                () -> assertThat(other.tryLock()).isFalse());
        Timing.assertTakes(
                HALF_A_SECOND,
                Duration.ofMillis(700),
                () -> assertThat(other.tryLock(HALF_A_SECOND)).isFalse());
        assertThat(other.tryLock(Duration.ZERO)).isFalse();
        assertThatThrownBy(() -> other.tryLock(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_waiting_caller_on_another_node_gets_the_lock_when_it_is_released() throws Exception {
        one.lock();
        Background<Boolean> waiting = Background.of(() -> {
                    other.lockInterruptibly();
                    return other.isHeld();
                })
                .awaitWaiting();

        one.unlock();

        assertThat(waiting.result()).isTrue();
        assertThat(one.tryLock()).isFalse();
    }

    @Test
    void threads_of_one_node_exclude_each_other_and_only_the_owner_releases() throws Exception {
        LeaseLocks locks = oneNode.locks(LEASE);
        LeaseLock lock = locks.get("threads");
        lock.lock();

        assertThat(Background.of(lock::tryLock).result()).isFalse();
        assertThat(Background.of(lock::isHeld).result()).isFalse();
        assertThat(Background.of(() -> {
                            lock.unlock();
                            return true;
                        })
                        .failure())
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(Background.of(lock::fencingToken).failure()).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.isHeld()).isTrue();
        assertThatThrownBy(other::unlock).isInstanceOf(IllegalMonitorStateException.class);
        Background<Boolean> next = Background.of(() -> {
                    lock.lock();
                    return lock.isHeld();
                })
                .awaitWaiting();
        lock.unlock();
        assertThat(next.result()).isTrue();
    }

    @Test
    void a_named_owner_moves_from_thread_to_thread() throws Exception {
        LeaseLocks locks = oneNode.locks(LEASE);
        LeaseLock lock = locks.get("workflow", "request-7");
        Background.of(() -> {
                    lock.lock();
                    return true;
                })
                .result();

        assertThat(lock.isHeld()).isTrue();
        assertThat(locks.get("workflow", "request-7").tryLock()).isTrue();
        assertThat(locks.get("workflow", "request-8").tryLock()).isFalse();
        assertThat(otherNode.locks(LEASE).get("workflow", "request-7").tryLock())
                .as("the same name on another node")
                .isFalse();
        lock.unlock();
        lock.unlock();
        assertThat(locks.get("workflow", "request-8").tryLock()).isTrue();
    }

    @Test
    void a_holder_that_was_stopped_for_longer_than_its_lease_is_refused() {
        one.lock();
        long first = one.fencingToken();
        assertThat(writes(first)).isTrue();

        clock.advance(LEASE);
        assertThat(one.isHeld()).as("as soon as the lease is over").isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(other.tryLock()).isTrue();
        long second = other.fencingToken();

        assertThat(second).isEqualTo(first + 1);
        assertThat(writes(second)).isTrue();
        assertThat(writes(first)).as("a write of the first holder").isFalse();
        assertThat(one.isHeld()).isFalse();
        assertThat(one.renew()).isFalse();
        assertThatThrownBy(one::fencingToken).isInstanceOf(LeaseExpiredException.class);
        assertThatThrownBy(one::unlock).isInstanceOf(LeaseExpiredException.class);
        assertThat(other.isHeld()).as("not released by the first holder").isTrue();
        assertThat(one.tryLock()).isFalse();
    }

    /** A write that a fencing token guards: one with a smaller token than the largest seen is refused. */
    private boolean writes(long token) {
        if (oneNode.mongo.findById("resource", Document.class, "resources") == null) {
            oneNode.mongo.insert(new Document("_id", "resource").append("fence", 0L), "resources");
        }
        return oneNode.mongo
                        .updateFirst(
                                Query.query(Criteria.where("_id")
                                        .is("resource")
                                        .and("fence")
                                        .lte(token)),
                                new Update().set("fence", token).inc("writes", 1),
                                "resources")
                        .getMatchedCount()
                == 1;
    }

    @Test
    void a_renewed_lease_keeps_its_token() {
        one.lock();
        long token = one.fencingToken();
        clock.advance(LEASE.minusSeconds(1));

        assertThat(one.renew()).isTrue();

        clock.advance(LEASE.minusSeconds(1));
        assertThat(one.isHeld()).isTrue();
        assertThat(other.tryLock()).isFalse();
        assertThat(one.fencingToken()).isEqualTo(token);
        assertThatThrownBy(other::renew).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void an_owner_whose_lease_is_over_acquires_the_lock_anew() {
        one.lock();
        long token = one.fencingToken();
        clock.advance(LEASE.plusMillis(1));

        assertThat(one.tryLock()).isTrue();

        assertThat(one.fencingToken()).isGreaterThan(token);
        one.unlock();
        assertThatThrownBy(one::unlock)
                .as("the release of what was lost")
                .isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void leases_are_renewed_automatically_as_long_as_configured() throws Exception {
        Duration lease = Duration.ofMillis(300);
        LeaseLock renewed = new LeaseLocks(
                        oneNode.leases,
                        clock,
                        oneNode.participation,
                        LeaseLockSettings.of(lease).withAutoRenewal(Duration.ofSeconds(2)))
                .get("renewed");
        LeaseLock waiting = otherNode.locks(lease).get("renewed");
        renewed.lock();
        long token = renewed.fencingToken();

        assertThat(waiting.tryLock(lease.multipliedBy(3))).isFalse();
        assertThat(renewed.isHeld()).isTrue();
        assertThat(renewed.fencingToken()).isEqualTo(token);

        assertThat(waiting.tryLock(Duration.ofSeconds(20))).as("not for ever").isTrue();
        assertThat(renewed.isHeld()).isFalse();
    }

    @Test
    void a_released_lock_is_not_renewed_any_more() throws Exception {
        LeaseLock renewed = new LeaseLocks(
                        oneNode.leases,
                        clock,
                        oneNode.participation,
                        LeaseLockSettings.of(Duration.ofSeconds(5)).withAutoRenewal(Duration.ofHours(1)))
                .get("renewed");
        for (int i = 0; i < 5; i++) {
            renewed.lock();
            renewed.unlock();
            assertThat(otherNode.locks(LEASE).get("renewed").tryLock()).isTrue();
            clock.advance(LEASE.plusMillis(1));
        }
    }

    @Test
    void the_lock_of_a_dead_owner_is_renewed_no_longer() throws Exception {
        LeaseLocks locks = new LeaseLocks(
                oneNode.leases,
                clock,
                oneNode.participation,
                LeaseLockSettings.of(Duration.ofMillis(100)).withAutoRenewal(Duration.ofHours(1)));
        Background.of(() -> {
                    locks.get("abandoned").lock();
                    return true;
                })
                .result();

        assertThat(otherNode.locks(LEASE).get("abandoned").tryLock(Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void an_interrupted_caller_does_not_get_the_lock_and_leaves_nothing_behind() throws Exception {
        one.lock();
        Background<Boolean> waiting = Background.of(() -> {
                    other.lockInterruptibly();
                    return true;
                })
                .awaitWaiting();

        waiting.interrupt();

        assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
        one.unlock();
        assertThat(oneNode.lock(LEASE).tryLock()).isTrue();
    }

    @Test
    void an_interrupt_does_not_end_an_uninterruptible_wait() throws Exception {
        one.lock();
        Background<Boolean> waiting = Background.of(() -> {
                    other.lock();
                    return Thread.currentThread().isInterrupted() && other.isHeld();
                })
                .awaitWaiting();

        waiting.interrupt();
        one.unlock();

        assertThat(waiting.result()).as("held and still interrupted").isTrue();
    }

    @Test
    void an_unavailable_database_is_an_exception_and_never_a_lock() throws Exception {
        MongoServer server = MongoServer.inMemory(0);
        String uri = server.uri() + "/locks";
        try (Node holder = Node.in(uri);
                Node node = Node.in(uri)) {
            holder.lock(LEASE).lock();
            LeaseLock lock = node.lock(LEASE);
            Background<Boolean> waiting = Background.of(() -> {
                        lock.lock();
                        return true;
                    })
                    .awaitWaiting();

            server.close();

            assertThat(waiting.failure()).isInstanceOf(DataAccessException.class);
            assertThatThrownBy(lock::tryLock).isInstanceOf(DataAccessException.class);
            assertThatThrownBy(lock::lock).isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> lock.tryLock(HALF_A_SECOND)).isInstanceOf(DataAccessException.class);
            assertThat(lock.isHeld()).isFalse();
        }
    }

    @Test
    void a_node_that_does_not_participate_acquires_nothing_and_tells_those_who_wait() throws Exception {
        one.lock();
        Background<Boolean> waiting = Background.of(() -> {
                    other.lock();
                    return true;
                })
                .awaitWaiting();

        otherNode.participation.setParticipating(false);

        assertThat(waiting.failure()).isInstanceOf(NotParticipatingException.class);
        one.unlock();
        assertThatThrownBy(other::tryLock).isInstanceOf(NotParticipatingException.class);
        assertThat(one.tryLock()).isTrue();
        oneNode.participation.setParticipating(false);
        one.unlock();
        otherNode.participation.setParticipating(true);
        assertThat(other.tryLock()).isTrue();
    }

    @Test
    void many_waiting_threads_of_a_node_ask_the_database_as_one() throws Exception {
        one.lock();
        LeaseLock shared = otherNode.lock(LEASE);
        var waiting = IntStream.range(0, 30)
                .mapToObj(i -> Background.of(() -> {
                    shared.lock();
                    shared.unlock();
                    return true;
                }))
                .toList();
        waiting.forEach(Background::awaitWaiting);
        long before = otherNode.commands();
        long start = System.nanoTime();
        Eventually.get("commands", otherNode::commands, commands -> commands > before + 20);
        Duration forTwenty = Duration.ofNanos(System.nanoTime() - start);

        one.unlock();
        for (Background<Boolean> each : waiting) {
            assertThat(each.result()).isTrue();
        }

        // One caller asks every 25 to 50 ms; thirty of them would have asked twenty times at once.
        assertThat(forTwenty).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void unusable_names_and_settings_are_refused() {
        LeaseLocks locks = oneNode.locks(LEASE);

        assertThatThrownBy(() -> locks.get("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> locks.get("l".repeat(129))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> locks.get("lock", "a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeaseLockSettings.of(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeaseLockSettings.of(LEASE).withAutoRenewal(Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_lease_is_one_of_the_leases_of_the_database() {
        one.lock();

        Document stored = oneNode.mongo.findById("lock/lock", Document.class, "leases");

        assertThat(stored.getLong("token")).isEqualTo(one.fencingToken());
        assertThat(stored.getDate("until").toInstant())
                .isBetween(Instant.now(), Instant.now().plus(LEASE));
    }
}
