package dev.gangway.agent;

import dev.gangway.agent.boot.Bridge;
import dev.gangway.agent.call.Counters;
import dev.gangway.agent.call.Exchanges;
import dev.gangway.agent.config.Given;
import dev.gangway.agent.config.InvalidSettings;
import dev.gangway.agent.config.Settings;
import dev.gangway.agent.config.SettingsReader;
import dev.gangway.agent.control.AgentBean;
import dev.gangway.agent.control.StatusProperty;
import dev.gangway.agent.record.Outlet;
import dev.gangway.agent.record.Prices;
import dev.gangway.agent.weave.Loaders;
import dev.gangway.agent.weave.Weaver;
import dev.gangway.observe.RecordFormat;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent, from its start to its end. */
public final class Session implements AgentBean.Controlled {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Runnable gone;
    private final Counters counters = new Counters();
    private final Loaders loaders;
    private final Weaver weaver;
    private final Exchanges exchanges;
    private final Prices prices = new Prices();
    private final AgentBean bean = new AgentBean(this, Version.TEXT);
    private final Thread lastWords = new Thread(this::hurry, "gangway-last-words");
    private Given given;
    private Outlet outlet;
    private RecordFormat format;
    private boolean over;

    private Session(Given given, Settings settings, Instrumentation instrumentation, boolean attached, Runnable gone)
            throws IOException {
        this.given = given;
        this.gone = gone;
        this.loaders = new Loaders(attached ? () -> {} : this::registerLater);
        this.outlet = open(settings);
        this.format = settings.format();
        this.exchanges = new Exchanges(settings, outlet::accept, counters, () -> Bridge.hooks = null);
        this.weaver = new Weaver(instrumentation, loaders);
    }

    private Outlet open(Settings settings) throws IOException {
        prices.change(settings.prices());
        if (settings.excerpts() != null) {
            LOG.warn("bodies=true: excerpts of what is asked and answered go to the file of records;"
                    + " only keys and what looks like one is masked");
        }
        return Outlet.open(settings, loaders::first, prices);
    }

    /**
     * Starts it.
     *
     * @param arguments {@code key=value;key=value}
     * @param instrumentation by which it weaves
     * @param attached whether the application runs already
     * @param gone is run when it has ended
     * @return whether it started; if not, the standard error says why
     */
    public static boolean start(String arguments, Instrumentation instrumentation, boolean attached, Runnable gone) {
        if (!hasManagement()) {
            return refused(List.of("needs the module java.management, which this Java was made without"));
        }
        try {
            Given given = Given.of(arguments, System.getProperties(), System.getenv());
            Settings settings = SettingsReader.read(given);
            new Session(given, settings, instrumentation, attached, gone).start(attached);
            return true;
        } catch (InvalidSettings e) {
            return refused(e.problems());
        } catch (IOException e) {
            return refused(List.of("file: cannot be written: " + e));
        }
    }

    private static boolean hasManagement() {
        try {
            Class.forName("javax.management.MBeanServer", false, Session.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean refused(List<String> problems) {
        problems.forEach(problem -> LOG.error("{}", problem));
        LOG.error("Not started; the application runs on without it");
        StatusProperty.refused(problems);
        return false;
    }

    private synchronized void start(boolean attached) {
        Runtime.getRuntime().addShutdownHook(lastWords);
        Bridge.hooks = exchanges;
        weaver.weave();
        StatusProperty.attached(Version.TEXT);
        if (attached) {
            bean.register();
        }
    }

    /** JMX may not be touched before the application has begun: some of them choose their own server of it. */
    private void registerLater() {
        Thread thread = new Thread(this::register, "gangway-agent");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void register() {
        if (!over) {
            bean.register();
        }
    }

    @Override
    public synchronized void set(String name, String value) throws InvalidSettings, IOException {
        Given changed = given.with(name, value);
        Settings settings = SettingsReader.read(changed);
        Outlet before = outlet;
        if (settings.format() != format) {
            before.close(); // A file that is open keeps its format.
        }
        Outlet opened = open(settings);
        outlet = opened;
        exchanges.change(settings, opened::accept);
        given = changed;
        format = settings.format();
        before.close();
    }

    @Override
    public synchronized boolean detach() {
        if (over) {
            return true;
        }
        over = true;
        Bridge.hooks = null;
        boolean reset = weaver.reset();
        forgetLastWords();
        outlet.close();
        bean.unregister();
        StatusProperty.detached(reset);
        gone.run();
        return reset;
    }

    /** The thread that writes ends with the JVM, whatever waits. */
    private void hurry() {
        Outlet last;
        synchronized (this) {
            last = outlet;
        }
        last.hurry();
    }

    private void forgetLastWords() {
        try {
            boolean ignored = Runtime.getRuntime().removeShutdownHook(lastWords);
        } catch (IllegalStateException e) {
            // The JVM ends.
        }
    }

    @Override
    public Loaders loaders() {
        return loaders;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public synchronized long lost() {
        return outlet.lost();
    }

    @Override
    public synchronized Map<String, String> settings() {
        return given.all();
    }
}
