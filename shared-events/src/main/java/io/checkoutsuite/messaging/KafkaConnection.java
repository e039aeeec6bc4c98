package io.checkoutsuite.messaging;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.stream.binder.kafka.properties.KafkaBinderConfigurationProperties;
import org.springframework.core.env.Environment;

/**
 * The connection settings of the broker, including security: {@code spring.kafka.*} and the binder's own settings, merged in the same way as the
 * binder merges them. All other clients of the broker take their settings from here.
 */
public final class KafkaConnection {

    private static final int KAFKAS_DEFAULT = 1024 * 1024;

    private final KafkaProperties spring;
    private final KafkaBinderConfigurationProperties binder;

    private KafkaConnection(KafkaProperties spring, KafkaBinderConfigurationProperties binder) {
        this.spring = spring;
        this.binder = binder;
    }

    static KafkaConnection of(Environment environment, ObjectProvider<KafkaConnectionDetails> details) {
        Binder settings = Binder.get(environment);
        KafkaProperties spring = settings.bindOrCreate("spring.kafka", KafkaProperties.class);
        KafkaBinderConfigurationProperties binder = new KafkaBinderConfigurationProperties(spring, details);
        settings.bind("spring.cloud.stream.kafka.binder", Bindable.ofInstance(binder));
        return new KafkaConnection(spring, binder);
    }

    public Map<String, Object> producer() {
        return withBrokers(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, binder.mergedProducerConfiguration());
    }

    public LargestMessage largestMessage() {
        Object bytes = binder.mergedProducerConfiguration().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return new LargestMessage(bytes == null ? KAFKAS_DEFAULT : Integer.parseInt(bytes.toString()));
    }

    public Map<String, Object> consumer() {
        return withBrokers(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, binder.mergedConsumerConfiguration());
    }

    Map<String, Object> admin() {
        Map<String, Object> settings = new HashMap<>(spring.buildAdminProperties());
        binder.getConfiguration().forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name)) {
                settings.put(name, value);
            }
        });
        return withBrokers(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings);
    }

    int partitions() {
        return binder.getMinPartitionCount();
    }

    private Map<String, Object> withBrokers(String name, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(name, binder.getKafkaConnectionString());
        return all;
    }
}
