package io.checkoutsuite.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.WriteConcernException;
import com.mongodb.bulk.BulkWriteError;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Distinguishes a database that is temporarily unavailable from one that refuses a command. Unavailability is answered with 503 and retried
 * until the database is back; it is never the fault of a request or an event.
 */
public final class DatabaseErrors {

    /**
     * The server's codes of transient failures: the same command succeeds later without any change. They are taken from the driver specifications
     * on server discovery, retryable reads and retryable writes, and from the retriable codes of the server's error_codes.yml.
     */
    private static final Set<Integer> TRANSIENT = Set.of(
            6, // HostUnreachable
            7, // HostNotFound
            13, // Unauthorized: the command was not executed because a role is missing, which is probably being changed
            18, // AuthenticationFailed: likewise, because a password is being changed
            24, // LockTimeout
            43, // CursorNotFound: the node that had the cursor is gone
            46, // LockBusy
            50, // MaxTimeMSExpired
            63, // StaleShardVersion
            64, // WriteConcernTimeout
            89, // NetworkTimeout
            91, // ShutdownInProgress
            100, // UnsatisfiableWriteConcern: too few members are alive
            107, // LockFailed
            112, // WriteConflict
            117, // ConflictingOperationInProgress
            133, // FailedToSatisfyReadPreference
            134, // ReadConcernMajorityNotAvailableYet
            150, // StaleEpoch
            175, // QueryPlanKilled
            189, // PrimarySteppedDown
            202, // NetworkInterfaceExceededTimeLimit
            216, // ElectionInProgress
            234, // RetryChangeStream
            237, // CursorKilled
            262, // ExceededTimeLimit
            391, // ReauthenticationRequired
            9001, // SocketException
            10058, // LegacyNotPrimary
            10107, // NotWritablePrimary
            11600, // InterruptedAtShutdown
            11601, // Interrupted
            11602, // InterruptedDueToReplStateChange
            13388, // StaleConfig
            13435, // NotPrimaryNoSecondaryOk
            13436, // NotPrimaryOrSecondary
            14031 // OutOfDiskSpace
            );

    private static final List<String> TRANSIENT_LABELS =
            List.of("RetryableWriteError", "RetryableError", "SystemOverloadedError", "TransientTransactionError");

    /** No real chain of causes is longer; a circular one ends here. */
    private static final int MAX_DEPTH = 50;

    private DatabaseErrors() {}

    /**
     * Whether the failure, or one of its causes, is a database that is unavailable, overloaded, changing its primary or unable to confirm a write.
     * The outcome of the command is then unknown; repeating the command finds out.
     */
    public static boolean isUnavailable(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (isTransient(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The codes that {@link #isUnavailable} recognizes. */
    static Set<Integer> codes() {
        return TRANSIENT;
    }

    private static boolean isTransient(Throwable failure) {
        return switch (failure) {
            case DataAccessResourceFailureException unreachable -> true;
            case TransientDataAccessException passing -> true;
            case MongoSocketException unreachable -> true;
            case MongoTimeoutException noServer -> true;
            case MongoServerUnavailableException noServer -> true;
            case MongoConnectionPoolClearedException noServer -> true;
            case MongoSecurityException notLetIn -> true;
            case MongoInterruptedException stopping -> true;
            case MongoNotPrimaryException steppedDown -> true;
            case MongoNodeIsRecoveringException recovering -> true;
            case MongoCursorNotFoundException nodeGone -> true;
            case MongoExecutionTimeoutException slow -> true;
            case MongoWriteConcernException unconfirmed -> true;
            case WriteConcernException unconfirmed
            when !(unconfirmed instanceof com.mongodb.DuplicateKeyException) -> true;
            case MongoBulkWriteException bulk -> isTransient(bulk);
            case MongoException other -> isTransient(other);
            default -> false;
        };
    }

    private static boolean isTransient(MongoBulkWriteException bulk) {
        return bulk.getWriteConcernError() != null
                || bulk.getWriteErrors().stream().map(BulkWriteError::getCode).anyMatch(TRANSIENT::contains)
                || isLabelled(bulk);
    }

    private static boolean isTransient(MongoException other) {
        return TRANSIENT.contains(other.getCode()) || isLabelled(other);
    }

    private static boolean isLabelled(MongoException failure) {
        return TRANSIENT_LABELS.stream().anyMatch(failure::hasErrorLabel);
    }
}
