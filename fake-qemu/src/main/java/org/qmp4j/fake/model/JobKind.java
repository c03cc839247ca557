package org.qmp4j.fake.model;

/** What kinds of job differ in. */
enum JobKind {
    BACKUP("backup", true, false, false),
    MIRROR("mirror", true, true, false),
    /** Of the top node: it waits for {@code job-complete}, like a mirror. */
    ACTIVE_COMMIT("commit", true, true, false),
    COMMIT("commit", true, false, true),
    STREAM("stream", true, false, true),
    CREATE("create", false, false, false);

    private final String type;
    private final boolean isBlockJob;
    private final boolean becomesReady;
    private final boolean keepsNodes;

    JobKind(String type, boolean isBlockJob, boolean becomesReady, boolean keepsNodes) {
        this.type = type;
        this.isBlockJob = isBlockJob;
        this.becomesReady = becomesReady;
        this.keepsNodes = keepsNodes;
    }

    /** As {@code query-jobs} names it. */
    String type() {
        return type;
    }

    /** Whether it has {@code BLOCK_JOB_*} events, and is in {@code query-block-jobs}. */
    boolean isBlockJob() {
        return isBlockJob;
    }

    /** Whether it runs until {@code job-complete}. */
    boolean becomesReady() {
        return becomesReady;
    }

    /** Whether its nodes are in use until it is dismissed; those of others are until it is concluded. */
    boolean keepsNodes() {
        return keepsNodes;
    }
}
