// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.wire.pdu.PduLimits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Sends many files over a few associations at once. Every file ends in the report.
///
/// @param attempts how often one file is sent, and a connection tried in vain, before giving up
/// @param firstPause before trying again; doubles with each failure in a row, up to half a minute
record SendJob(
        Destination to,
        ScuSettings settings,
        int associations,
        int attempts,
        Duration firstPause,
        SendJournal journal,
        SendReport report) {

    /// A file and how often it was sent in vain.
    record Task(FileScan.Candidate candidate, int failures) {
        Part10File file() {
            return candidate.file();
        }

        Task failed() {
            return new Task(candidate, failures + 1);
        }
    }

    void run(List<FileScan.Candidate> files) throws InterruptedException {
        var byKind = new LinkedHashMap<ObjectKind, List<FileScan.Candidate>>();
        for (var file : files) {
            byKind.computeIfAbsent(file.file().kind(), _ -> new ArrayList<>()).add(file);
        }
        var kinds = new ArrayList<>(byKind.keySet());
        for (int from = 0; from < kinds.size(); from += PduLimits.MAX_CONTEXTS) {
            var some = kinds.subList(from, Math.min(from + PduLimits.MAX_CONTEXTS, kinds.size()));
            var queue = new ConcurrentLinkedQueue<Task>();
            some.forEach(kind -> byKind.get(kind).forEach(file -> queue.add(new Task(file, 0))));
            run(some, queue);
        }
    }

    private void run(List<ObjectKind> kinds, ConcurrentLinkedQueue<Task> queue)
            throws InterruptedException {
        var workers =
                Stream.generate(() -> new SendWorker(this, kinds, queue))
                        .limit(Math.min(associations, queue.size()))
                        .toList();
        var threads = workers.stream().map(Thread::startVirtualThread).toList();
        for (var thread : threads) {
            thread.join();
        }
        var why =
                workers.stream()
                        .map(SendWorker::gaveUp)
                        .filter(reason -> !reason.isEmpty())
                        .findFirst()
                        .orElse("not sent");
        queue.forEach(task -> report.refused(task.file().path(), why));
    }
}
