package org.qmp4j.junit.machine;

import java.time.Duration;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.qemu.command.JobDismissCommand;
import org.qmp4j.qemu.command.QueryJobsCommand;
import org.qmp4j.qemu.event.JobStatusChangeEvent;
import org.qmp4j.qemu.type.JobInfo;
import org.qmp4j.qemu.type.JobStatus;

/** Runs a background job of QEMU and waits for its end. */
final class Job {
    private Job() {}

    /**
     * Starts the job, waits for its end and dismisses it.
     *
     * @param id the id of the job in the command
     * @throws MachineException if the job fails, with QEMU's reason
     * @throws org.qmp4j.client.error.QmpException if the command is refused, or the job does not end in time
     */
    static void run(QmpClient client, String id, QmpCommand<?> start, Duration allowed) {
        Deadline deadline = Deadline.after(allowed);
        // A job may have ended before its command is answered: fact 19.
        try (EventSubscription<JobStatusChangeEvent> changes = client.events(JobStatusChangeEvent.TYPE)) {
            client.execute(start);
            JobStatusChangeEvent change = changes.next(deadline.remaining());
            while (!change.id().equals(id) || !change.status().equals(JobStatus.CONCLUDED)) {
                change = changes.next(deadline.remaining());
            }
        }
        JobInfo end = client.execute(QueryJobsCommand.of()).stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new MachineException("the job '" + id + "' was dismissed by another client", null));
        client.execute(JobDismissCommand.of(id));
        end.error().ifPresent(reason -> {
            throw new MachineException(start.name() + " failed: " + reason, null);
        });
    }
}
