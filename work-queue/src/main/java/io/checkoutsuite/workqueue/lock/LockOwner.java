package io.checkoutsuite.workqueue.lock;

/** Who holds a lock on this node. */
sealed interface LockOwner {

    /** Distinguishes the owner from all others of this node. */
    String name();

    /** Whether the owner cannot release the lock any more. */
    boolean isGone();

    record ThreadOwner(Thread thread) implements LockOwner {

        @Override
        public String name() {
            return "thread-" + thread.threadId();
        }

        @Override
        public boolean isGone() {
            return !thread.isAlive();
        }
    }

    record NamedOwner(String owner) implements LockOwner {

        @Override
        public String name() {
            return "owner-" + owner;
        }

        @Override
        public boolean isGone() {
            return false;
        }
    }
}
