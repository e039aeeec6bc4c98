package io.checkoutsuite.web.problem;

import java.util.List;

/** The problem types that one service adds to the shared ones. The service provides them as a bean. */
@FunctionalInterface
public interface ProblemTypes {

    List<ProblemType> all();
}
