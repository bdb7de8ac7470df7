package dev.gangway.servlet;

/** What the container says about what it was given to write. */
interface Writes {

    /** Of a container that tells only by the servlet API: by its output's being ready, or by an error. */
    Writes UNTOLD = new Writes() {
        @Override
        public boolean failed() {
            return false;
        }

        @Override
        public boolean areDone() {
            return false;
        }
    };

    /** Whether what is not under way any more did not reach the client's connection. */
    boolean failed();

    /** Whether all of it is known to have reached the client's connection. */
    boolean areDone();
}
