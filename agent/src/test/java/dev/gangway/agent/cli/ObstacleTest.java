package dev.gangway.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Verifies that what JDK 17 and 25 say of an attach that fails becomes one sentence and a fix. */
class ObstacleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GONE           | No such process",
                "GONE           | non existent JVM pid: 4711",
                "GONE           | Invalid process identifier: 99999999999",
                "LEFT_SOCKET    | Connection refused",
                "ATTACH_IS_OFF  | The VM does not support the attach mechanism",
                "LOADING_IS_OFF | Failed to load agent library: Dynamic agent loading is not enabled. Use -XX:+EnableDynamicAgentLoading",
                "SILENT | Unable to open socket file /tmp/.java_pid1: target process 1 doesn't respond within 10500ms or HotSpot VM not loaded",
                "SILENT | pid: 1 cmd: 'java -Dkey=sk-1' state is not ready to participate in attach handshake!",
                "SILENT         | Target VM did not respond",
                "ANOTHER_USERS  | Operation not permitted",
                "ANOTHER_USERS  | Permission denied",
                "ANOTHER_USERS  | well-known file /tmp/.java_pid1 is not secure: file's group should be the current group",
                "NO_ROOM        | Read-only file system",
                "NO_ROOM        | No space left on device",
                "JAR_UNSEEN     | Agent JAR not found or no Agent-Class attribute",
                "JAR_UNSEEN     | Error opening zip file or JAR manifest missing : /agent.jar",
                "NO_MANAGEMENT  | java.lang.module.FindException: Module jdk.management.agent not found",
                "NO_INSTRUMENT  | Failed to load agent library: Module java.instrument not found",
                "ENDED          | Premature EOF",
                "ENDED          | Connection reset by peer",
                "ENDED          | Broken pipe",
            })
    void whatTheJdkSaysIsUnderstood(Obstacle expected, String words) {
        assertEquals(expected, Obstacle.of(words).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void eachIsOneSentenceAndAFix(Obstacle obstacle) {
        Problem problem = obstacle.problem("4711", "/agent.jar");
        String sentence = String.valueOf(problem.getMessage());
        for (String said : new String[] {sentence, problem.fix()}) {
            assertTrue(said.endsWith(".") && !said.contains(". ") && !said.contains("%"), said);
        }
        assertTrue(sentence.contains("4711"), sentence);
        assertFalse(problem.exit() == Exit.OK);
    }

    @Test
    void whatNobodyForesawIsShownAsItIs() {
        Problem problem = Problem.of(new AgentLoadException("Insuffient memory"), "4711", "/agent.jar");
        assertEquals(Exit.FAILED, problem.exit());
        assertEquals("Talking to 4711 failed: AgentLoadException: Insuffient memory.", problem.getMessage());
        assertEquals(
                Exit.NO_PROCESS,
                Problem.of(new IOException("No such process"), "1", "/a").exit());
        assertEquals(
                Exit.FAILED,
                Problem.of(new AttachNotSupportedException(), "1", "/a").exit());
    }
}
