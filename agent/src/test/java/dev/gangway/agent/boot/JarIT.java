package dev.gangway.agent.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Verifies what the jar shows to an application: the way in, readable for Java 8, and nothing else. */
class JarIT {

    private static final int JAVA_8 = 52;

    @Test
    void showsNothingButTheWayIn() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("agent.jar"))) {
            List<JarEntry> shown = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".class")
                            && !entry.getName().startsWith("inst/"))
                    .toList();

            assertTrue(shown.size() > 3);
            for (JarEntry entry : shown) {
                assertTrue(entry.getName().startsWith("dev/gangway/agent/boot/"), entry.getName());
                try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                    assertEquals(0xCAFEBABE, in.readInt());
                    in.readUnsignedShort();
                    assertEquals(JAVA_8, in.readUnsignedShort(), entry.getName());
                }
            }
        }
    }

    @Test
    void namesItsEntries() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("agent.jar"))) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertEquals("dev.gangway.agent.boot.Agent", manifest.getValue("Premain-Class"));
            assertEquals("dev.gangway.agent.boot.Agent", manifest.getValue("Agent-Class"));
            assertEquals("dev.gangway.agent.boot.Main", manifest.getValue("Main-Class"));
            assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
            // It would start the agent inside the command line.
            assertNull(manifest.getValue("Launcher-Agent-Class"));
        }
    }

    @Test
    void anOldJavaIsToldSo() {
        assertEquals("gangway-agent: needs Java 17 or newer, this is Java 8", Agent.refusal("1.8"));
        assertEquals("gangway-agent: needs Java 17 or newer, this is Java 11", Agent.refusal("11"));
        assertNull(Agent.refusal("17"));
        assertNull(Agent.refusal("26"));
    }
}
