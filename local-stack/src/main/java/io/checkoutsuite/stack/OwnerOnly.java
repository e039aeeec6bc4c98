package io.checkoutsuite.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Restricts files and directories to their owner; has no effect on file systems without POSIX permissions. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Creates an empty file that only its owner could ever open; replaces a file left behind by a killed process. */
    static Path create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return knowsPermissions(Objects.requireNonNull(file.toAbsolutePath().getParent()))
                ? Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE))
                : Files.createFile(file);
    }

    /** Restricts a file or directory that an older version created with wider permissions. */
    static void restrict(Path path) throws IOException {
        if (knowsPermissions(path)) {
            Files.setPosixFilePermissions(path, Files.isDirectory(path) ? DIRECTORY : FILE);
        }
    }

    private static boolean knowsPermissions(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
