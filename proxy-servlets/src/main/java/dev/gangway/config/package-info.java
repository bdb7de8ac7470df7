/** YAML to records. Collects every problem before it fails. */
@NullMarked
package dev.gangway.config;

import org.jspecify.annotations.NullMarked;
