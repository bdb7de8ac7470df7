package dev.gangway.agent.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Linux shows of a process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
record Proc(String id) {

    private static final Path ALL = Path.of("/proc");
    private static final String HOTSPOT = "/libjvm.so";

    /** In a mask of signals. */
    private static final long SIGQUIT = 1L << 2;

    /** Whether there is anything to look at, as elsewhere there is not. */
    static boolean isThere() {
        return Files.isDirectory(ALL.resolve("self"));
    }

    /** Whether HotSpot is loaded; empty where we may not know. */
    Optional<Boolean> hasHotSpot() {
        return read("maps").map(maps -> maps.contains(HOTSPOT));
    }

    /** The words it was started with; none where we may not know. */
    List<String> commandLine() {
        return List.of(read("cmdline").orElse("").split("\0", -1));
    }

    /** Whether it runs as the same user as we do. Of a process that keeps its secrets the files are root's. */
    boolean isOurs() {
        return status("Uid").equals(new Proc("self").status("Uid"));
    }

    /** Whether a JVM there could be asked: it waits for the signal, or listens already. Else the signal would end it. */
    boolean hears() {
        String caught = status("SigCgt");
        String[] ids = status("NSpid").split("\\s+", -1);
        Path socket = ALL.resolve(id).resolve("root/tmp/.java_pid" + ids[ids.length - 1]);
        boolean waits = caught.isEmpty() || (Long.parseUnsignedLong(caught, 16) & SIGQUIT) != 0;
        return waits || Files.exists(socket);
    }

    private String status(String field) {
        return read("status")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private Optional<String> read(String file) {
        try {
            byte[] bytes = Files.readAllBytes(ALL.resolve(id).resolve(file));
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
