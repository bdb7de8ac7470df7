package dev.gangway.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.agent.JettyJars;
import dev.gangway.agent.weave.HookCheck.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies that the table of hooks is true of each server, and that what lacks anything is noticed. */
class HookCheckIT {

    private static ClassFileLocator files(String jetty, String without) throws IOException {
        List<ClassFileLocator> locators = new ArrayList<>();
        locators.add(ClassFileLocator.ForClassLoader.ofPlatformLoader());
        for (Path jar : JettyJars.of(jetty)) {
            locators.add(ClassFileLocator.ForJarFile.of(jar.toFile()));
        }
        ClassFileLocator all = new ClassFileLocator.Compound(locators);
        return new ClassFileLocator() {
            @Override
            public Resolution locate(String name) throws IOException {
                return name.equals(without) ? new Resolution.Illegal(name) : all.locate(name);
            }

            @Override
            public void close() throws IOException {
                all.close();
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "V9, JETTY_9_TO_11, 6",
        "V10, JETTY_9_TO_11, 6",
        "V11, JETTY_9_TO_11, 6",
        "V12_0, JETTY_12, 9",
        "V12_1, JETTY_12, 10"
    })
    void everyHookIsWhereTheTableSays(String jetty, Family family, int hooks) throws IOException {
        Found found = HookCheck.of(family, files(jetty, ""));

        assertEquals(List.of(), found.missing());
        assertEquals(hooks, found.hooks());
    }

    @ParameterizedTest
    @CsvSource({
        "V9, JETTY_9_TO_11, org.eclipse.jetty.client.RequestNotifier, request bytes",
        "V11, JETTY_9_TO_11, org.eclipse.jetty.http.HttpFields, org.eclipse.jetty.http.HttpFields.get",
        "V12_1, JETTY_12, org.eclipse.jetty.client.transport.ResponseListeners, end"
    })
    void whatLacksAnythingIsNoticed(String jetty, Family family, String type, String missing) throws IOException {
        assertTrue(HookCheck.of(family, files(jetty, type)).missing().contains(missing));
    }

    @ParameterizedTest
    @CsvSource({"V9, JETTY_12", "V12_1, JETTY_9_TO_11"})
    void oneFamilyIsNotTheOther(String jetty, Family family) throws IOException {
        assertTrue(HookCheck.of(family, files(jetty, "")).missing().contains("send"));
    }
}
