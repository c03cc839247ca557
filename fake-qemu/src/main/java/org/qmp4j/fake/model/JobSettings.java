package org.qmp4j.fake.model;

import org.qmp4j.fake.script.Request;

/**
 * How a job was started.
 *
 * @param id its name
 * @param request the command that started it
 */
record JobSettings(String id, JobKind kind, Request request) {
    boolean autoFinalize() {
        return request.argument("auto-finalize").asBoolean(true);
    }

    /** Other jobs than block jobs are always kept. */
    boolean autoDismiss() {
        return kind.isBlockJob() && request.argument("auto-dismiss").asBoolean(true);
    }

    /** In bytes a second; 0 is without a limit. */
    long speed() {
        return request.argument("speed").asLong(0);
    }

    String onSourceError() {
        return request.argument("on-source-error").asString(onError());
    }

    String onTargetError() {
        return request.argument("on-target-error").asString(onError());
    }

    private String onError() {
        return request.argument("on-error").asString("report");
    }
}
