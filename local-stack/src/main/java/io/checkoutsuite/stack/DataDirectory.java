package io.checkoutsuite.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stack's data directory, locked by one process at a time. */
public final class DataDirectory implements AutoCloseable {

    private static final int SECRET_BYTES = 32;

    private final Path path;
    private final FileChannel file;

    private DataDirectory(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /** @throws StackStartException if another process uses the directory */
    public static DataDirectory acquire(Path path) {
        try {
            Files.createDirectories(path);
            OwnerOnly.restrict(path);
            FileChannel file =
                    FileChannel.open(path.resolve("stack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file) == null) {
                file.close();
                throw new StackStartException("Another stack uses the data in " + path);
            }
            return new DataDirectory(path, file);
        } catch (IOException e) {
            throw new StackStartException("The data directory " + path + " cannot be used: " + e.getMessage());
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    Path mongo() {
        return path.resolve("mongo");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    /** The signing key of this stack's development tokens; generated once. */
    String secret() {
        Path secret = path.resolve("dev-secret");
        try {
            if (Files.exists(secret)) {
                OwnerOnly.restrict(secret);
            } else {
                byte[] random = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(random);
                Path draft = OwnerOnly.create(path.resolve("dev-secret.new"));
                Files.writeString(draft, HexFormat.of().formatHex(random));
                Files.move(draft, secret, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(secret).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Releases the lock and deletes the directory. */
    public void delete() {
        close();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
