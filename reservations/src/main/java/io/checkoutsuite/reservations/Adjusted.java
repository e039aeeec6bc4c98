package io.checkoutsuite.reservations;

/** The answer to an adjustment. */
public sealed interface Adjusted {

    /**
     * It is done.
     *
     * @param again an earlier call did it
     */
    record Done(Change change, boolean again) implements Adjusted {}

    /** Nothing was changed: less than is to go is available. */
    record TooLittle(long available) implements Adjusted {}

    /** Nothing was changed: the same batch has adjusted the counter otherwise before. */
    record DoneOtherwise(Change change) implements Adjusted {}

    /** There is no such counter. */
    record Unknown() implements Adjusted {}
}
