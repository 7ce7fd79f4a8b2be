// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// kill -9 of the whole lab in the middle of a send. The sender never repeats what it was told
/// success for, so whatever of that was lost would be missing at the end.
class KilledLabIT {
    private static final int STUDIES = 6;
    private static final int ENOUGH = 25;

    @TempDir Path folder;

    @Test
    void theNextLabOnTheFolderHasAllThatWasAcknowledgedAndDraftsEachStudyOnce() throws Exception {
        var files = Senders.simulated(folder.resolve("studies"), STUDIES);
        var instances = Senders.instances(files);
        var journal = folder.resolve("journal");

        var lab = LabProcess.start(folder);
        var sending = Senders.send(files, "RADFM@127.0.0.1:" + lab.dicomPort(), journal);
        Eventually.holds(
                "acknowledgements",
                LabProcess.PATIENCE,
                () -> Senders.acknowledged(journal) >= ENOUGH);
        lab.kill();
        assertFalse(sending.isDone(), "the lab was killed in the middle of the send");

        try (var again = LabProcess.start(folder)) {
            assertEquals(0, sending.get(), "the sender got rid of everything");
            again.api().awaitDrafted(instances);
            Records.assertOneDraftEach(again.cluster(), instances);
        }
    }
}
