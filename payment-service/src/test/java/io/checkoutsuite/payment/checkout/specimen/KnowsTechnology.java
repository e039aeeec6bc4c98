package io.checkoutsuite.payment.checkout.specimen;

import org.apache.kafka.clients.producer.Producer;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.RestClient;

/** Breaks the rules about technology and injection. */
class KnowsTechnology {

    @Autowired
    MongoOperations mongo;

    Document stored;
    Producer<byte[], byte[]> producer;
    HttpStatus status;
    RestClient client;
}
