package io.checkoutsuite.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTests {

    @TempDir
    Path dir;

    @BeforeEach
    void onAFileSystemWithPermissions() throws IOException {
        assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
    }

    @Test
    void data_and_secret_are_the_owners_alone() throws IOException {
        Path data = dir.resolve("data");

        try (DataDirectory directory = DataDirectory.acquire(data)) {
            assertThat(directory.secret()).hasSize(64);
        }

        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("dev-secret"))).isEqualTo("rw-------");
        assertThat(data.resolve("dev-secret.new")).doesNotExist();
    }

    @Test
    void what_was_open_to_others_is_restricted_and_not_replaced() throws IOException {
        Path data = Files.createDirectory(dir.resolve("open"));
        Path secret = Files.writeString(data.resolve("dev-secret"), "known");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

        try (DataDirectory directory = DataDirectory.acquire(data)) {
            assertThat(directory.secret()).isEqualTo("known");
        }

        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(secret)).isEqualTo("rw-------");
    }

    @Test
    void a_draft_that_a_dead_process_left_open_is_made_anew() throws IOException {
        Path data = Files.createDirectory(dir.resolve("half"));
        Path draft = Files.writeString(data.resolve("dev-secret.new"), "half");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-rw-rw-"));

        try (DataDirectory directory = DataDirectory.acquire(data)) {
            assertThat(directory.secret()).hasSize(64);
        }

        assertThat(permissions(data.resolve("dev-secret"))).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
