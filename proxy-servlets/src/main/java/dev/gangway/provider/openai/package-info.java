/** OpenAI. */
@NullMarked
package dev.gangway.provider.openai;

import org.jspecify.annotations.NullMarked;
