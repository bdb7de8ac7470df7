package dev.gangway.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the JVMs that can be attached to. */
final class Jvms {

    private static final Path PROCESSES = Path.of("/proc");

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

    private static boolean hasHotSpot(String id) {
        try {
            byte[] maps = Files.readAllBytes(PROCESSES.resolve(id).resolve("maps"));
            return new String(maps, StandardCharsets.ISO_8859_1).contains("/libjvm.so");
        } catch (IOException e) {
            return false;
        }
    }
}
