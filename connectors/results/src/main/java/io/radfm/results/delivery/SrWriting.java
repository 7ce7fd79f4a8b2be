// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.dicom.MalformedDicom;
import io.radfm.events.Draft;
import io.radfm.storage.StorageException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The step that writes a draft's SR into the folder. A draft of which none can be made gets a
/// receipt that says why, and does not hold up the others.
public final class SrWriting implements DraftFollower.Step {
    private static final Logger LOG = LoggerFactory.getLogger(SrWriting.class);

    /// An event may run ahead of its object, but not for ever.
    private static final int ATTEMPTS_FOR_A_MISSING_OBJECT = 10;

    private final SrFolder folder;
    private final Delivered delivered;
    private final Counter unusable;

    public SrWriting(SrFolder folder, Delivered delivered, MeterRegistry metrics) {
        this.folder = folder;
        this.delivered = delivered;
        this.unusable =
                Counter.builder("radfm.results.sr.unusable")
                        .description("drafts of which no SR can be made")
                        .register(metrics);
    }

    @Override
    public void take(Draft draft, int attempt) throws IOException {
        write(draft, attempt);
    }

    /// The SR's file; empty when none can be made.
    Optional<Path> write(Draft draft, int attempt) throws IOException {
        try {
            return Optional.of(folder.ensure(draft));
        } catch (UnusableDraft | MalformedDicom e) {
            return unusable(draft, attempt, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("an error of this program at draft {}", draft.getDraftId(), e);
            return unusable(draft, attempt, "of an error of this program, see its log");
        } catch (StorageException e) {
            if (e.isTransient() && !isMissing(e, attempt)) {
                throw e;
            }
            return unusable(draft, attempt, e.getMessage());
        }
    }

    private static boolean isMissing(StorageException e, int attempt) {
        return e instanceof StorageException.NoSuchObject
                && attempt >= ATTEMPTS_FOR_A_MISSING_OBJECT;
    }

    private Optional<Path> unusable(Draft draft, int attempt, String why) throws IOException {
        LOG.error("no SR for draft {}: {}", draft.getDraftId(), why);
        unusable.increment();
        delivered.keep(
                draft, Receipt.refused("the SR folder", "No SR can be made: " + why, attempt));
        return Optional.empty();
    }
}
