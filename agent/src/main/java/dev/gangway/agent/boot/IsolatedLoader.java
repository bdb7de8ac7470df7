package dev.gangway.agent.boot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Loads the agent, and the libraries it brings, from below {@code inst/} in its jar, out of the application's sight. */
final class IsolatedLoader extends ClassLoader implements Closeable {

    private static final String BELOW = "inst/";
    private static final int PIECE = 8192;

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader shared;
    private final JarFile jar;

    /** Opens {@code jar}; the boot package, and the JDK's attach API, come from {@code shared}. */
    IsolatedLoader(File jar, ClassLoader shared) throws IOException {
        super(ClassLoader.getSystemClassLoader().getParent());
        this.shared = shared;
        this.jar = new JarFile(jar);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith("dev.gangway.agent.boot.") || name.startsWith("com.sun.tools.attach.")
                ? shared.loadClass(name)
                : super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** Not by URL: the JDK would keep the jar open for good. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = bytes(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        try {
            return jar.getEntry(BELOW + name) == null
                    ? null
                    : new URL("jar:" + new File(jar.getName()).toURI() + "!/" + BELOW + name);
        } catch (MalformedURLException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL one = findResource(name);
        return one == null ? Collections.<URL>emptyEnumeration() : Collections.enumeration(Collections.singleton(one));
    }

    private byte @Nullable [] bytes(String name) {
        JarEntry entry = jar.getJarEntry(BELOW + name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(PIECE);
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                out.write(piece, 0, count);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
