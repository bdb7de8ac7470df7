/** The gateway inside a program of your own. */
@NullMarked
package dev.gangway.examples.embedded;

import org.jspecify.annotations.NullMarked;
