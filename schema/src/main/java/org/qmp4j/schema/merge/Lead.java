package org.qmp4j.schema.merge;

/** Which of two versions decides names, types, and what is mandatory. */
enum Lead {
    /** The newer one: what the older one has beside it is added. */
    NEWER,
    /** The older one, because its classes have been published: what the newer one has beside it is added. */
    OLDER
}
