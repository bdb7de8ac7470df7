/** What users name: the servlets and the embedded builder, each a thin door to {@code dev.gangway.gateway}. */
@NullMarked
package dev.gangway;

import org.jspecify.annotations.NullMarked;
