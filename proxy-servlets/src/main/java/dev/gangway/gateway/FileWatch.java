package dev.gangway.gateway;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for files to change, on a thread of its own. The file system tells of changes in their folders, which covers an
 * editor's rename and Kubernetes' exchange of a link. Not every file system does: hence a look every ten seconds.
 */
final class FileWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** How long files must stay as they are before they are taken for written. */
    private static final Duration CALM = Duration.ofMillis(100);

    private static final int MOST_WAITS = 20;
    private static final WatchEvent.Kind<?>[] ALL = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Supplier<ReadFiles> files;
    private final Runnable changed;
    private final Duration look;
    private final @Nullable WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Thread thread = new Thread(this::work, "gangway-config");
    private final CountDownLatch end = new CountDownLatch(1);

    private FileWatch(Supplier<ReadFiles> files, Runnable changed, Duration look) {
        this.files = files;
        this.changed = changed;
        this.look = look;
        this.service = newService();
        thread.setDaemon(true);
    }

    /** Does {@code changed} whenever {@code files} are not as they were; it has to bring those up to date. */
    static FileWatch start(Supplier<ReadFiles> files, Runnable changed) {
        return start(files, changed, LOOK);
    }

    static FileWatch start(Supplier<ReadFiles> files, Runnable changed, Duration look) {
        FileWatch watch = new FileWatch(files, changed, look);
        watch.thread.start();
        return watch;
    }

    private static @Nullable WatchService newService() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("The system tells of no changed files ({}): they are looked at every ten seconds", e.getMessage());
            return null;
        }
    }

    private void work() {
        try {
            while (end.getCount() > 0) {
                watch(files.get().folders());
                // Only now: what changes from here on, is told.
                if (haveChanged()) {
                    changed.run();
                } else {
                    await();
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // The end.
        }
    }

    /** Whether they have, and are at rest. */
    private boolean haveChanged() throws InterruptedException {
        ReadFiles before = files.get();
        ReadFiles now = before.again();
        for (int i = 0; i < MOST_WAITS && !now.sameAs(before); i++) {
            pause(CALM);
            ReadFiles later = now.again();
            if (later.sameAs(now)) {
                return true;
            }
            now = later;
        }
        return !now.sameAs(before);
    }

    private void watch(Set<Path> folders) {
        keys.entrySet().removeIf(entry -> {
            boolean gone =
                    !folders.contains(entry.getKey()) || !entry.getValue().isValid();
            if (gone) {
                entry.getValue().cancel();
            }
            return gone;
        });
        for (Path folder : folders) {
            if (service != null && !keys.containsKey(folder)) {
                try {
                    keys.put(folder, folder.register(service, ALL));
                } catch (IOException e) {
                    LOG.debug("{} is not watched: {}", folder, e.getMessage()); // It may come to be.
                }
            }
        }
    }

    private void await() throws InterruptedException {
        if (service == null) {
            pause(look);
            return;
        }
        WatchKey key = service.poll(look.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            pause(CALM); // A busy folder is looked at ten times a second, not more.
        }
        while (key != null) {
            List<WatchEvent<?>> ignored = key.pollEvents();
            key.reset();
            key = service.poll();
        }
    }

    private void pause(Duration time) throws InterruptedException {
        boolean ignored = end.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Without an interrupt, which would break off what is being read. */
    @Override
    public void close() {
        end.countDown();
        try {
            if (service != null) {
                service.close();
            }
            if (!thread.equals(Thread.currentThread())) {
                thread.join(LOOK.toMillis());
            }
        } catch (IOException e) {
            LOG.debug("The watch did not close: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
