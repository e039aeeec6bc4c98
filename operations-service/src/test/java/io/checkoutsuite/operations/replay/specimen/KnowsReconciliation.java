package io.checkoutsuite.operations.replay.specimen;

import io.checkoutsuite.operations.reconciliation.FindingType;

/** A replay that depends on the reconciliation: what the architecture forbids. */
public record KnowsReconciliation(FindingType type) {}
