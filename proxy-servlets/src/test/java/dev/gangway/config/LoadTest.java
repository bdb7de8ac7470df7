package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.ConfigException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {

    private final ConfigLoader loader = Configs.loader(Map.of());

    @TempDir
    Path directory;

    @Test
    void readsAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("g.yaml"), Configs.routeYaml("openai", ""));

        assertEquals("/r", loader.load(file).routes().get(0).path());
    }

    @Test
    void namesTheFileInTheMessage() throws Exception {
        Path file = Files.writeString(directory.resolve("g.yaml"), "routes: []");

        ConfigException failure = assertThrows(ConfigException.class, () -> loader.load(file));

        assertTrue(
                String.valueOf(failure.getMessage()).startsWith(file + ":\n  routes: must be a list"),
                String.valueOf(failure.getMessage()));
    }

    @Test
    void reportsAFileThatCannotBeRead() throws Exception {
        Path missing = directory.resolve("missing.yaml");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {'a', (byte) 0xC3});
        Path large = Files.writeString(directory.resolve("large"), "#\n".repeat(1536 * 1024 + 1));

        assertProblem(missing, "file " + missing + " does not exist");
        assertProblem(directory, "file " + directory + " is a directory");
        assertProblem(binary, "file " + binary + " is not UTF-8 text");
        assertProblem(large, "file " + large + " is larger than 3072 KiB");
    }

    private void assertProblem(Path file, String message) {
        ConfigException failure = assertThrows(ConfigException.class, () -> loader.load(file));
        assertEquals(List.of(new Problem("", message)), failure.problems());
    }
}
