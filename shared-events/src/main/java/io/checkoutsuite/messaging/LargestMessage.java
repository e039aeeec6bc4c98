package io.checkoutsuite.messaging;

/**
 * The largest message that this service's producer sends, and that the topics which it makes take.
 *
 * @param bytes of keys, headers and body, before compression: the producer's {@code max.request.size}
 */
public record LargestMessage(int bytes) {

    private static final int HEADERS_OF_DEAD_LETTERS = 2 * 1024 * 1024;

    /** The largest dead letter: the message that it was, and in its headers the exception with its stack. */
    int asDeadLetter() {
        return bytes + HEADERS_OF_DEAD_LETTERS;
    }
}
