/** The Jetty proxy servlet and all it needs of Jetty and of the servlet API. */
@NullMarked
package dev.gangway.servlet;

import org.jspecify.annotations.NullMarked;
