package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.agent.cli.CliRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies what says a setting first, in a JVM that has them from everywhere. */
class SettingsIT {

    @Test
    void whatSaysItFirstCounts(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("agent.properties"),
                "sample=0.1\nslow.ms=1\nqueue.size=1\nformat=json\nerrors.always=false\n");
        List<String> environment = List.of(
                "env",
                "GANGWAY_AGENT_SAMPLE=0.2",
                "GANGWAY_AGENT_SLOW_MS=2",
                "GANGWAY_AGENT_QUEUE_SIZE=2",
                "GANGWAY_AGENT_FORMAT=logfmt",
                "GANGWAY_AGENT_CONFIG=" + file);
        try (IdleJvm target = IdleJvm.start(
                environment,
                AgentCommand.JAVA,
                IdleJvm.CLASSES,
                "-Dgangway.agent.sample=0.3",
                "-Dgangway.agent.slow.ms=3",
                "-Dgangway.agent.queue.size=3")) {
            CliRun.ok("attach", target.pid(), List.of("sample=0.4", "slow.ms=4"));
            CliRun.ok("set", target.pid(), List.of("sample=0.5"));
            assertEquals(
                    "{\"errors.always\":\"false\",\"format\":\"logfmt\",\"queue.size\":\"3\",\"sample\":\"0.5\",\"slow.ms\":\"4\"}",
                    settings(target));

            CliRun.ok("set", target.pid(), List.of("sample=", "slow.ms="));
            assertEquals("{\"errors.always\":\"false\",\"format\":\"logfmt\",\"queue.size\":\"3\"}", settings(target));
        }
    }

    private static String settings(IdleJvm target) {
        JsonNode status = new JsonMapper()
                .readTree(CliRun.run("--json", "status", target.pid()).out());
        return status.path("settings").toString();
    }
}
