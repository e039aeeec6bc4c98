package io.checkoutsuite.specimen.benchmarks.measure;

import io.checkoutsuite.benchmarks.load.LoadResult;

/** Breaks the rule that measuring does not know what is measured. */
public class MeterOfLoad {

    LoadResult load;
}
