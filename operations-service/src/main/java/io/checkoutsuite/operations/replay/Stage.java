package io.checkoutsuite.operations.replay;

/** How many events are published before they are verified as applied. */
public enum Stage {
    CANARY_1(1),
    CANARY_10(10),
    REST(100);

    private final int size;

    Stage(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    Stage next() {
        return this == CANARY_1 ? CANARY_10 : REST;
    }
}
