package io.checkoutsuite.messaging;

/**
 * The largest message that this service's producer sends, and that the topics created by this service accept.
 *
 * @param bytes the size of key, headers and body before compression: the producer's {@code max.request.size}
 */
public record LargestMessage(int bytes) {

    private static final int HEADERS_OF_DEAD_LETTERS = 2 * 1024 * 1024;

    /** The largest dead letter: the original message, and in its headers the exception with its stack trace. */
    public int asDeadLetter() {
        return bytes + HEADERS_OF_DEAD_LETTERS;
    }
}
