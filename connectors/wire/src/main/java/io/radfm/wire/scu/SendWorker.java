// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.dimse.UnreadableObject;
import io.radfm.wire.pdu.AnsweredContext.Result;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// One association's share of a [SendJob]: takes files from the queue until it is empty, puts back
/// what the peer could not take now, slows down when it says so, and connects again when the
/// association is lost.
final class SendWorker implements Runnable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final SendJob job;
    private final List<ObjectKind> kinds;
    private final Queue<SendJob.Task> queue;
    private final Map<SendJob.Task, Boolean> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private SendJob.Task sending;
    private volatile String gaveUp = "";

    SendWorker(SendJob job, List<ObjectKind> kinds, Queue<SendJob.Task> queue) {
        this.job = job;
        this.kinds = kinds;
        this.queue = queue;
    }

    @Override
    public void run() {
        try {
            while (!queue.isEmpty()) {
                try (var scu = StoreScu.connect(job.to(), job.settings(), kinds)) {
                    sendAll(scu);
                } catch (UnreadableObject e) {
                    refused(sending, e.getMessage());
                    underWay.remove(sending);
                    sendAgain(e.getMessage());
                } catch (IOException e) {
                    var why =
                            e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                    sendAgain(why);
                    if (isHopeless(e)) {
                        gaveUp = why;
                        return;
                    }
                }
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Why this worker stopped before the queue was empty; empty when it did not.
    String gaveUp() {
        return gaveUp;
    }

    private void sendAll(StoreScu scu) throws IOException, InterruptedException {
        for (var task = queue.poll(); task != null; task = queue.poll()) {
            send(scu, task);
            if (failuresInARow.get() > 0) {
                pause();
            }
        }
        scu.release();
    }

    private void send(StoreScu scu, SendJob.Task task) throws IOException, InterruptedException {
        var answer = scu.answer(task.file().kind());
        if (answer != Result.ACCEPTANCE) {
            refused(task, words(answer, task.file().kind()));
            return;
        }
        underWay.put(task, true);
        sending = task;
        scu.send(task.file()).whenComplete((status, problem) -> answered(task, status, problem));
    }

    /// On the thread that reads the responses.
    private void answered(SendJob.Task task, DimseStatus status, Throwable problem) {
        if (problem != null) {
            return; // the association is over, and its tasks are sent again
        }
        underWay.remove(task);
        if (status.isAccepted()) {
            failuresInARow.set(0);
            job.journal().accepted(task.candidate());
            job.report().accepted(task.file());
            if (status.isWarning()) {
                job.report().warned(task.file(), "status " + status);
            }
        } else if (status.isTransient()) {
            failuresInARow.incrementAndGet();
            again(task, "status " + status);
        } else {
            refused(task, "status " + status);
        }
    }

    /// What was under way may or may not have arrived; sending it twice does no harm.
    private void sendAgain(String why) {
        underWay.keySet().forEach(task -> again(task, why));
        underWay.clear();
    }

    private boolean isHopeless(IOException e) {
        return e instanceof AssociationRejected rejected && !rejected.isTransient()
                || failuresInARow.incrementAndGet() >= job.attempts();
    }

    private void again(SendJob.Task task, String why) {
        var failed = task.failed();
        if (failed.failures() < job.attempts()) {
            queue.add(failed);
        } else {
            refused(task, why);
        }
    }

    private void refused(SendJob.Task task, String why) {
        job.report().refused(task.file().path(), why);
    }

    private void pause() throws InterruptedException {
        if (failuresInARow.get() > 0) {
            long pause = job.firstPause().toMillis() << Math.min(failuresInARow.get() - 1, 16);
            Thread.sleep(Math.min(pause, LONGEST_PAUSE.toMillis()));
        }
    }

    private static String words(Result answer, ObjectKind kind) {
        return switch (answer) {
            case ABSTRACT_SYNTAX_NOT_SUPPORTED -> "SOP class not accepted: " + kind.sopClassUid();
            case TRANSFER_SYNTAXES_NOT_SUPPORTED ->
                    "transfer syntax not accepted: " + kind.transferSyntax();
            default ->
                    "presentation context not accepted: %s in %s"
                            .formatted(kind.sopClassUid(), kind.transferSyntax());
        };
    }
}
