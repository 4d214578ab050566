/** How a rule is written: words, calls with arguments, and the mistakes one can make in them. */
@NullMarked
package io.epochgateway.rule.language;

import org.jspecify.annotations.NullMarked;
