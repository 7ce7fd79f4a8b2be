// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.dicom.MalformedDicom;
import io.radfm.events.ScanSegment;
import io.radfm.events.StudyContext;
import io.radfm.events.TextSegment;
import io.radfm.pixels.image.UnusableImage;
import io.radfm.preparation.PreparedInput.Segment;
import io.radfm.storage.ObjectStore;
import io.radfm.storage.StorageException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Makes of a study context what the model reads. Any thread may call it; each call holds in memory
/// the tensors it answers and the kept slices of one scan.
///
/// Three ends: a [PreparedInput]; an [UnpreparableScan], which will be one again however often it
/// is tried; an IOException, when objects cannot be fetched just now.
public final class Preparer implements AutoCloseable {
    private final ScanObjects objects;
    private final PreparationOptions options;
    private final Workers workers;

    public Preparer(ObjectStore store, PreparationOptions options) {
        this(new StoredObjects(store), options);
    }

    public Preparer(ScanObjects objects, PreparationOptions options) {
        this.objects = objects;
        this.options = options;
        this.workers = new Workers(options.threads());
    }

    public PreparedInput prepare(StudyContext context)
            throws IOException, UnpreparableScan, InterruptedException {
        return prepare(context.getSegments());
    }

    /// The same for segments alone ([TextSegment] and [ScanSegment], in order).
    public PreparedInput prepare(List<?> segments)
            throws IOException, UnpreparableScan, InterruptedException {
        var scans =
                segments.stream()
                        .filter(ScanSegment.class::isInstance)
                        .map(ScanSegment.class::cast)
                        .toList();
        var plans = new ArrayList<ScanPlan>();
        for (var scan : scans) {
            int index = plans.size();
            plans.add(attempt(index, scan, () -> plan(index, scan)));
        }
        var size =
                SampleSize.of(
                        plans.stream().map(ScanPlan::depth).toList(),
                        plans.stream().anyMatch(ScanPlan::volume),
                        options.model());
        requireRoom(plans, size);
        var prepared = new ArrayList<Segment>();
        int index = 0;
        for (var segment : segments) {
            switch (segment) {
                case TextSegment text ->
                        prepared.add(new PreparedInput.Text(text.getRole(), text.getText()));
                case ScanSegment scan -> {
                    var plan = plans.get(index);
                    prepared.add(attempt(index++, scan, () -> scan(plan, size)));
                }
                default -> throw new IllegalArgumentException("segment " + segment.getClass());
            }
        }
        return new PreparedInput(prepared);
    }

    private ScanPlan plan(int index, ScanSegment scan)
            throws IOException, UnusableImage, InterruptedException {
        require(index < options.mostScans(), "more than " + options.mostScans() + " scans");
        int instances = scan.getInstances().size();
        require(instances > 0, "a scan without instances");
        require(instances <= options.mostInstances(), "a scan of " + instances + " instances");
        return ScanPlanner.plan(scan, workers.map(scan.getInstances(), objects::read));
    }

    private PreparedInput.Scan scan(ScanPlan plan, SampleSize size)
            throws IOException, UnusableImage, InterruptedException {
        return plan.volume()
                ? VolumeScan.prepare(plan, size, options, workers)
                : PictureScan.prepare(plan, size, options.model());
    }

    private void requireRoom(List<ScanPlan> plans, SampleSize size) throws UnpreparableScan {
        long total = 0;
        for (int index = 0; index < plans.size(); index++) {
            var plan = plans.get(index);
            long bytes = (long) plan.channels() * Float.BYTES * size.side() * size.side();
            bytes *= size.depth();
            total += bytes;
            if (bytes > Integer.MAX_VALUE || total > options.mostBytes()) {
                throw new UnpreparableScan(
                        index,
                        plan.segment().getSeriesInstanceUid(),
                        "with it the sample has more than " + options.mostBytes() + " bytes",
                        null);
            }
        }
    }

    private interface Step<T> {
        T run() throws IOException, UnusableImage, InterruptedException;
    }

    /// Tells what is the scan's own fault from what may pass.
    private static <T> T attempt(int index, ScanSegment scan, Step<T> step)
            throws IOException, UnpreparableScan, InterruptedException {
        try {
            return step.run();
        } catch (UnusableImage | MalformedDicom e) {
            throw unpreparable(index, scan, e);
        } catch (StorageException e) {
            if (e.isTransient()) {
                throw e;
            }
            throw unpreparable(index, scan, e);
        }
    }

    private static UnpreparableScan unpreparable(int index, ScanSegment scan, Exception e) {
        return new UnpreparableScan(index, scan.getSeriesInstanceUid(), e.getMessage(), e);
    }

    private static void require(boolean holds, String what) throws UnusableImage {
        if (!holds) {
            throw new UnusableImage(what);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
