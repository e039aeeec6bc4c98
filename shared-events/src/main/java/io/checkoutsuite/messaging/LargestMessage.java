package io.checkoutsuite.messaging;

/**
 * The largest message that this service's producer sends, and that the topics which it makes take.
 *
 * @param bytes of keys, headers and body, before compression: the producer's {@code max.request.size}
 */
public record LargestMessage(int bytes) {}
