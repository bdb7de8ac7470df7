package dev.gangway.servlet;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thrown by a servlet, has its container close the connection of an answer that is not whole. */
final class CutException extends IOException {

    private static final Logger LOG = LoggerFactory.getLogger(CutException.class);
    private static final long serialVersionUID = 1;
    private static final String MESSAGE = "The answer cannot be completed";
    private static final String TOMCATS = "org.apache.catalina.connector.ClientAbortException";

    private CutException() {
        super(MESSAGE);
    }

    /** Tomcat logs any other with its whole stack, as a servlet's fault. */
    static IOException create() {
        try {
            return Class.forName(TOMCATS)
                    .asSubclass(IOException.class)
                    .getConstructor(String.class)
                    .newInstance(MESSAGE);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            LOG.debug("Not Tomcat: {}", e.getClass().getName());
            return new CutException();
        }
    }
}
