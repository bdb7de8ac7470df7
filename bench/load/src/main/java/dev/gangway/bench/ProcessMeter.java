package dev.gangway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a process and its children use, as Linux counts it. */
final class ProcessMeter {

    private static final double TICKS_PER_SECOND = 100;

    private final long pid;

    ProcessMeter(long pid) {
        this.pid = pid;
    }

    /** CPU seconds so far, user and system. */
    double cpuSeconds() {
        long ticks = 0;
        for (long each : tree()) {
            // The name in parentheses may hold spaces.
            String stat = read(each, "stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Resident memory now, in KiB. */
    long rssKib() {
        return sum("VmRSS:");
    }

    /** The most resident memory since {@link #forgetPeak}, in KiB. */
    long peakKib() {
        return sum("VmHWM:");
    }

    void forgetPeak() throws IOException {
        for (long each : tree()) {
            Files.writeString(Path.of("/proc/" + each + "/clear_refs"), "5");
        }
    }

    private long sum(String name) {
        long kib = 0;
        for (long each : tree()) {
            for (String line : read(each, "status").lines().toList()) {
                if (line.startsWith(name)) {
                    kib += Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return kib;
    }

    private List<Long> tree() {
        List<Long> pids = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid).ifPresent(handle -> handle.descendants().forEach(child -> pids.add(child.pid())));
        return pids;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            return file.equals("stat") ? ") " + "0 ".repeat(20) : "";
        }
    }
}
