package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The module names exactly the jars that the zip holds: a new dependency of the core must be added to the .mod. */
class ModuleZipIT {
    private static final String LIB = "lib/gangway/";

    @ParameterizedTest
    @CsvSource({"ee10, gangway-proxy-servlets-ee11", "ee11, gangway-proxy-servlets"})
    void theModuleNamesWhatTheZipHolds(String environment, String other) throws IOException {
        try (ZipFile zip = new ZipFile(Build.ZIP.toFile())) {
            TreeSet<String> shipped = zip.stream()
                    .filter(entry -> entry.getName().startsWith(LIB) && !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .filter(name -> !name.equals(LIB + other + "-" + Build.VERSION + ".jar"))
                    .collect(Collectors.toCollection(TreeSet::new));
            List<String> module =
                    read(zip, "modules/gangway-" + environment + ".mod").lines().toList();
            TreeSet<String> loaded =
                    module.stream().filter(line -> line.startsWith(LIB)).collect(Collectors.toCollection(TreeSet::new));
            TreeSet<String> fetched = module.stream()
                    .filter(line -> line.startsWith("maven://"))
                    .map(line -> line.substring(line.indexOf('|') + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(shipped, loaded);
            assertEquals(shipped, fetched);
            assertTrue(
                    shipped.stream().noneMatch(jar -> jar.contains("slf4j") || jar.contains("jetty")),
                    shipped::toString);
        }
    }

    @Test
    void everyPlaceholderOfTheBuildIsFilledIn() throws IOException {
        try (ZipFile zip = new ZipFile(Build.ZIP.toFile())) {
            for (String name : List.of("modules/gangway.mod", "modules/gangway-ee10.mod", "modules/gangway-ee11.mod")) {
                assertFalse(read(zip, name).contains("@"), name);
            }
        }
    }

    private static String read(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
