package io.checkoutsuite.operations.replay;

/** How many events are published before they are verified as applied. */
public enum ReplayStage {
    CANARY_1(1),
    CANARY_10(10),
    REST(100);

    private final int size;

    ReplayStage(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    ReplayStage next() {
        return this == CANARY_1 ? CANARY_10 : REST;
    }
}
