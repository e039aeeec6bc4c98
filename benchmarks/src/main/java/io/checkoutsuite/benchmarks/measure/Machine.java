package io.checkoutsuite.benchmarks.measure;

/**
 * The machine of a run, without which its figures say nothing.
 *
 * @param loadBefore the load average before the suite was started: well above 0, other work has disturbed the run
 */
public record Machine(
        String processor, int processors, double memoryGiB, String system, String java, double loadBefore) {

    /** The machine that this process runs on. */
    public static Machine thisOne() {
        return new Machine(
                ProcFiles.processorModel(),
                Runtime.getRuntime().availableProcessors(),
                ProcFiles.memoryGiB(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                ProcFiles.loadAverage());
    }
}
