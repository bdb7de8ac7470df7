package dev.gangway.agent;

import static dev.gangway.agent.AgentCommand.JAVA;
import static dev.gangway.agent.AgentCommand.run;
import static dev.gangway.agent.IdleJvm.CLASSES;
import static dev.gangway.agent.IdleJvm.idle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies the exit codes, and what is said, of what seldom goes wrong: each is provoked in a JVM. {@link HostsIT} and {@link UnfitIT} have the rest. */
class ExitsIT {

    @TempDir
    private static Path folder;

    /** Another agent spoils a class of Jetty's, so that the JVM cannot take it back; the others it can. */
    @Test
    void aClassIsNotAsItWas() throws Exception {
        RecordsFile records = new RecordsFile();
        try (TestProvider provider = TestProvider.start();
                Gateway gateway = Gateway.start(
                        Jetty.V12_1,
                        Jdks.own(),
                        List.of("-XX:+EnableDynamicAgentLoading", "-Dup=http://127.0.0.1:" + provider.port()))) {
            String pid = gateway.pid();
            String own = "providers=127.0.0.1:" + provider.port() + "=openai";
            Cases cases = new Cases(new Client(gateway.port()), provider, "/ee10/async", records);
            run("attach", pid, "target=file", "file=" + records.path(), own).is(0);
            cases.answer();
            VirtualMachine machine = VirtualMachine.attach(pid);
            machine.loadAgent(spoiler().toString(), "org/eclipse/jetty/client/transport/ResponseListeners");
            machine.detach();

            run("detach", pid).is(8, "some class is not as it was", "a restart of the JVM removes it");
            gateway.awaitPrinted("ResponseListeners] is not as it was");
            assertEquals(2, gateway.printed().split("is not as it was", -1).length);
            new Cases(new Client(gateway.port()), provider, "/ee10/async", null).answer();
            assertEquals(List.of(), records.fresh());
            run("status", pid).is(6);
        }
    }

    private static Path spoiler() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", Spoiler.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve("spoiler.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            String name = Spoiler.class.getName().replace('.', '/') + ".class";
            entries.putNextEntry(new JarEntry(name));
            entries.write(Files.readAllBytes(CLASSES.resolve(name)));
        }
        return jar;
    }

    /** As some set it for a JMX from far away. */
    @Test
    void itsJmxCannotBeReached() throws Exception {
        try (IdleJvm target = idle("-Djava.rmi.server.hostname=gateway.invalid")) {
            run("attach", target.pid()).is(0);
            run("status", target.pid()).is(9, "Talking to " + target.pid() + " failed", "java.rmi.server.hostname");
        }
    }

    @Test
    void itsStatusIsSomebodyElses() throws Exception {
        try (IdleJvm target = idle("-Ddev.gangway.agent.status=fine")) {
            run("status", target.pid()).is(9, "dev.gangway.agent.status of " + target.pid() + " is not what the agent");
            run("list").is(0, target.pid() + "  java " + System.getProperty("java.version") + "  agent: The property");
        }
    }

    /** A {@code /tmp} where nothing can be written, and one that is full; the process runs where it cannot either. */
    @ParameterizedTest
    @ValueSource(strings = {"ro", "nr_inodes=1"})
    void thereIsNoRoomForItsSocket(String tmp) throws Exception {
        List<String> inside = new ArrayList<>(
                List.of("unshare", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc", "sh", "-c"));
        // The checkout may be in /tmp, which is hidden then.
        String mounts = "mount --bind '" + CLASSES + "' /mnt && mount -t tmpfs -o " + tmp + " none /tmp";
        inside.addAll(List.of(mounts + " && cd /proc && exec \"$@\"", "sh"));
        assumeTrue(AgentCommand.isRoot() && AgentCommand.start(inside, "true").waitFor() == 0, "no name spaces here");
        try (IdleJvm target = IdleJvm.start(inside, JAVA, Path.of("/mnt"))) {
            // Java 25 asks by a file in another place then, and gets no answer.
            if (tmp.equals("ro") && Runtime.version().feature() >= 25) {
                run("attach", target.pid())
                        .is(5, target.pid() + " does not answer", "a /tmp of its own", "-javaagent:");
            } else {
                run("attach", target.pid())
                        .is(9, "Nothing can be written to the /tmp of " + target.pid(), "-javaagent:");
            }
        }
    }

    /** A socket that hangs up, as that of a JVM that is killed at this moment. */
    @Test
    void itEndsInTheMiddle() throws Exception {
        try (IdleJvm target = idle()) {
            Path path = Path.of("/tmp/.java_pid" + target.pid());
            try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.bind(UnixDomainSocketAddress.of(path));
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                Thread hangsUp = new Thread(() -> hangUp(channel));
                hangsUp.start();
                run("attach", target.pid()).is(3, target.pid() + " ended, or hung up, in the middle. See: list.");
                channel.close();
                hangsUp.join();
            } finally {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void hangUp(ServerSocketChannel channel) {
        try {
            while (true) {
                channel.accept().close();
            }
        } catch (IOException e) {
            // That was all.
        }
    }

    /** The variable that is the way in where nothing can be attached; the agent is there, and has nothing to tell. */
    @Test
    void itWaitsForJetty() throws Exception {
        List<String> variable = List.of("env", "JAVA_TOOL_OPTIONS=-javaagent:" + Gateway.AGENT);
        try (IdleJvm target = IdleJvm.start(variable, JAVA, CLASSES)) {
            run("doctor", target.pid()).is(5, "The agent is there already.");
            run("status", target.pid()).is(6, "waits for Jetty's HTTP client to be used", "after the first request");
            run("attach", target.pid()).is(0, "The agent is in " + target.pid() + " already.");
        }
    }
}
