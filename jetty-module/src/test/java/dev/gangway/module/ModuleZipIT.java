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

    @ParameterizedTest
    @CsvSource({
        "gangway-ee10, lib/gangway/, gangway-proxy-servlets-ee11",
        "gangway-ee11, lib/gangway/, gangway-proxy-servlets",
        "gangway-google, lib/gangway-google/, none",
        "gangway-azure, lib/gangway-azure/, none",
        "gangway-aws, lib/gangway-aws/, none",
        "gangway-google-ee11, lib/gangway-google/, none",
        "gangway-azure-ee11, lib/gangway-azure/, none",
        "gangway-aws-ee11, lib/gangway-aws/, none"
    })
    void theModuleNamesWhatTheZipHolds(String name, String lib, String other) throws IOException {
        try (ZipFile zip = new ZipFile(Build.ZIP.toFile())) {
            TreeSet<String> shipped = zip.stream()
                    .filter(entry -> entry.getName().startsWith(lib) && !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .filter(jar -> !jar.equals(lib + other + "-" + Build.VERSION + ".jar"))
                    .collect(Collectors.toCollection(TreeSet::new));
            List<String> module = read(zip, "modules/" + name + ".mod").lines().toList();
            TreeSet<String> loaded =
                    module.stream().filter(line -> line.startsWith(lib)).collect(Collectors.toCollection(TreeSet::new));
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
            for (String name : List.of(
                    "gangway", "gangway-ee10", "gangway-ee11", "gangway-google", "gangway-azure", "gangway-aws")) {
                assertFalse(read(zip, "modules/" + name + ".mod").contains("@"), name);
            }
        }
    }

    private static String read(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
