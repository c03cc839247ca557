/** Parts of the client by themselves, measured by JMH. */
@NullMarked
package org.qmp4j.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
