package io.checkoutsuite.workqueue.autoconfigure;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.mongo.MongoConfiguration;
import io.checkoutsuite.workqueue.WorkQueues;
import io.checkoutsuite.workqueue.lock.LeaseLockSettings;
import io.checkoutsuite.workqueue.lock.LeaseLocks;
import io.checkoutsuite.workqueue.node.Participation;
import io.checkoutsuite.workqueue.operations.WorkQueueOperations;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;

/** The queues and locks of this node. An application opens its queues by {@link WorkQueues#open}. */
@AutoConfiguration(after = MongoConfiguration.class)
@EnableConfigurationProperties(WorkQueueNodeSettings.class)
class WorkQueueAutoConfiguration {

    @Bean
    Participation workQueueParticipation(WorkQueueNodeSettings settings) {
        return new Participation(settings.participating());
    }

    @Bean
    WorkQueues workQueues(MongoOperations mongo, DatabaseClock clock, Leases leases, Participation participation) {
        return new WorkQueues(mongo, clock, leases, participation);
    }

    @Bean
    WorkQueueOperations workQueueOperations(WorkQueues queues) {
        return queues.operations();
    }

    @Bean
    LeaseLocks leaseLocks(
            Leases leases, DatabaseClock clock, Participation participation, WorkQueueNodeSettings settings) {
        return new LeaseLocks(
                leases,
                clock,
                participation,
                LeaseLockSettings.of(settings.lockLease()).withAutoRenewal(settings.lockAutoRenewal()));
    }
}
