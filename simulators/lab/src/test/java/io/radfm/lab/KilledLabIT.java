// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// kill -9 of the whole lab in the middle of a send.
class KilledLabIT {
    private static final int STUDIES = 6;
    private static final int ENOUGH = 25;

    @TempDir Path folder;

    @Test
    void theNextLabOnTheFolderHasAllThatWasAcknowledgedAndDraftsEachStudyOnce() throws Exception {
        var files = Senders.simulated(folder.resolve("studies"), STUDIES, 7);
        var lab = LabProcess.start(folder);
        var sender = OneShot.begin(files, lab.dicomPort());
        Eventually.holds(
                "acknowledgements",
                LabProcess.PATIENCE,
                () -> sender.acknowledged().size() >= ENOUGH);
        assertFalse(sender.isDone(), "there is a middle of the send");
        lab.kill();
        sender.await();

        try (var again = LabProcess.start(folder)) {
            var acknowledged = sender.acknowledged();
            again.api().awaitDraftedWith(acknowledged);
            Records.assertInContexts(again.cluster(), acknowledged, sender.localizers());
            Records.assertOneDraftPerRevision(again.cluster(), acknowledged.values());
        }
    }
}
