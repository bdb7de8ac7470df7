package dev.gangway.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the JVMs that can be attached to, and says which cannot. */
final class Jvms {

    private Jvms() {}

    /**
     * Their process ids, but for this one's. On Linux these are the processes that have HotSpot loaded and let us see so: what
     * the JDK says there is, of a JVM with a process table of its own, the id that it has in there, which here is somebody else.
     */
    static List<String> all() {
        String own = String.valueOf(ProcessHandle.current().pid());
        Stream<String> ids = Proc.isThere()
                ? ProcessHandle.allProcesses()
                        .map(process -> String.valueOf(process.pid()))
                        .filter(id -> new Proc(id).hasHotSpot().orElse(false))
                : VirtualMachine.list().stream().map(VirtualMachineDescriptor::id);
        return ids.filter(id -> !id.equals(own)).toList();
    }

    /**
     * What can be seen of {@code id} without touching it. To ask it would take ten seconds, and send it a signal at which a JVM
     * that lets nobody attach prints all its threads, and what is no JVM, or one that just starts, may end.
     */
    static Optional<Obstacle> obstacle(String id) {
        if (ProcessHandle.of(Long.parseLong(id)).isEmpty()) {
            return Optional.of(Obstacle.GONE);
        }
        if (!Proc.isThere()) {
            return Optional.empty();
        }
        Proc process = new Proc(id);
        Optional<Boolean> isJvm = process.hasHotSpot();
        if (isJvm.isEmpty()) {
            return Optional.of(process.isOurs() ? Obstacle.HIDDEN : Obstacle.ANOTHER_USERS);
        }
        if (!isJvm.get()) {
            return Optional.of(Obstacle.NO_JVM);
        }
        if (process.commandLine().contains("-XX:+DisableAttachMechanism")) {
            return Optional.of(Obstacle.ATTACH_IS_OFF);
        }
        return process.hears() ? Optional.empty() : Optional.of(Obstacle.SILENT);
    }
}
