package io.checkoutsuite.web.problem;

import java.util.List;

/** The kinds of problem that one service adds to the shared ones; a service offers them as a bean. */
@FunctionalInterface
public interface ProblemTypes {

    List<ProblemType> all();
}
