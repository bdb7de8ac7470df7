package dev.gangway.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the JVMs that can be attached to, and says which cannot. */
final class Jvms {

    private static final Path PROCESSES = Path.of("/proc");
    private static final String HOTSPOT = "/libjvm.so";

    private Jvms() {}

    /**
     * Their process ids, but for this one's. On Linux these are the processes that have HotSpot loaded and let us see so: what
     * the JDK says there is, of a JVM with a process table of its own, the id that it has in there, which here is somebody else.
     */
    static List<String> all() {
        String own = String.valueOf(ProcessHandle.current().pid());
        Stream<String> ids = Files.isDirectory(PROCESSES.resolve(own))
                ? ProcessHandle.allProcesses()
                        .map(process -> String.valueOf(process.pid()))
                        .filter(Jvms::hasHotSpot)
                : VirtualMachine.list().stream().map(VirtualMachineDescriptor::id);
        return ids.filter(id -> !id.equals(own)).toList();
    }

    /**
     * What can be seen of {@code id} without touching it. To ask it would take ten seconds, and send it a signal at which a JVM
     * that lets nobody attach prints all its threads, and a process that is no JVM may end.
     */
    static Optional<Obstacle> obstacle(String id) {
        if (ProcessHandle.of(Long.parseLong(id)).isEmpty()) {
            return Optional.of(Obstacle.GONE);
        }
        String maps = read(id, "maps");
        if (!maps.isEmpty() && !maps.contains(HOTSPOT)) {
            return Optional.of(Obstacle.NO_JVM);
        }
        return wasGiven(id, "-XX:+DisableAttachMechanism") ? Optional.of(Obstacle.ATTACH_IS_OFF) : Optional.empty();
    }

    /** Whether the command line of {@code id} has {@code option}. */
    static boolean wasGiven(String id, String option) {
        return List.of(read(id, "cmdline").split("\0", -1)).contains(option);
    }

    private static boolean hasHotSpot(String id) {
        return read(id, "maps").contains(HOTSPOT);
    }

    /** Empty where it cannot be seen, as of another user's process. */
    private static String read(String id, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROCESSES.resolve(id).resolve(file));
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
