/** Tests of the scripts in this repository. */
@NullMarked
package org.qmp4j.it.scripts;

import org.jspecify.annotations.NullMarked;
