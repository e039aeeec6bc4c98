package io.checkoutsuite.web.problem;

/** Decides whether members of the current request's body that do not exist here are skipped or are errors. */
@FunctionalInterface
public interface UnknownMembers {

    boolean areSkipped();
}
