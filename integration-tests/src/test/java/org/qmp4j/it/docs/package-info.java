/** The pages of the documentation: each sample is code of the module examples, each link leads somewhere, and what is shown runs. */
@NullMarked
package org.qmp4j.it.docs;

import org.jspecify.annotations.NullMarked;
