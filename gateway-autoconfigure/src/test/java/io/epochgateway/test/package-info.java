/** What the tests of all modules stand on. */
@NullMarked
package io.epochgateway.test;

import org.jspecify.annotations.NullMarked;
