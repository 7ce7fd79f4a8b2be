// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.pixels.image.UnusableImage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Takes a series apart into volumes, from headers alone. The order in which headers come does not
/// matter to the result, only to [Slice#source].
///
/// ```
///  1  every frame becomes a Slice; doubles of an instance are dropped
///  2  frames without a place in space are pictures
///  3  what cannot lie in one grid is parted: shape, frame of reference, orientation   (Stacks)
///  4  where places repeat: image type, echo, diffusion, time                          (Stacks)
///  5  each stack is ordered and measured                                              (StackMeter)
/// ```
public final class SeriesPlanner {
    /// More frames than any series has; what claims more is refused.
    public static final int MAX_FRAMES = 20_000;

    private static final int LOCALIZER_ORIENTATIONS = 3;
    private static final Pattern LOCALIZER_NAME =
            Pattern.compile(
                    "locali[sz]er|scout|survey|topogram|surview|scanogram",
                    Pattern.CASE_INSENSITIVE);

    /// Order of slices that nothing else orders.
    static final Comparator<Slice> BY_NUMBER =
            Comparator.comparingInt(Slice::number)
                    .thenComparing(Slice::sopInstanceUid)
                    .thenComparingInt(Slice::frame);

    private SeriesPlanner() {}

    /// The headers of a series' instances; pixel data need not be there.
    public static SeriesPlan plan(List<DataSet> headers) throws UnusableImage {
        var frames = new ArrayList<Slice>();
        for (int source = 0; source < headers.size(); source++) {
            frames.addAll(Slice.of(source, headers.get(source), MAX_FRAMES + 1));
            if (frames.size() > MAX_FRAMES) {
                throw new UnusableImage("series of more than " + MAX_FRAMES + " frames");
            }
        }
        var findings = new ArrayList<Finding>();
        var distinct = withoutDoubles(frames, findings);
        var pictures = distinct.stream().filter(frame -> frame.plane().isEmpty()).toList();
        var placed = distinct.stream().filter(frame -> frame.plane().isPresent()).toList();
        if (!pictures.isEmpty()) {
            findings.add(new Finding.Unplaced(pictures.size()));
        }
        var stacks = new Stacks();
        var volumes = new ArrayList<VolumePlan>();
        for (var stack : stacks.of(placed)) {
            volumes.add(StackMeter.measure(stack.slices(), stack.parts()));
        }
        findings.addAll(stacks.findings());
        localizer(headers, distinct, stacks.orientations()).ifPresent(findings::add);
        return new SeriesPlan(List.copyOf(volumes), pictures, List.copyOf(findings));
    }

    /// By number, so that which of two doubles is kept does not depend on their arrival.
    private static List<Slice> withoutDoubles(List<Slice> frames, List<Finding> findings) {
        record Identity(String sopInstanceUid, int frame) {}
        var seen = new HashSet<Identity>();
        var distinct =
                frames.stream()
                        .sorted(BY_NUMBER)
                        .filter(
                                frame ->
                                        frame.sopInstanceUid().isEmpty()
                                                || seen.add(
                                                        new Identity(
                                                                frame.sopInstanceUid(),
                                                                frame.frame())))
                        .toList();
        if (distinct.size() < frames.size()) {
            findings.add(new Finding.Duplicates(frames.size() - distinct.size()));
        }
        return distinct;
    }

    private static Optional<Finding> localizer(
            List<DataSet> headers, List<Slice> frames, int orientations) {
        boolean typed =
                frames.stream()
                        .anyMatch(
                                frame ->
                                        frame.imageType().stream()
                                                .anyMatch("LOCALIZER"::equalsIgnoreCase));
        if (typed) {
            return Optional.of(new Finding.Localizer("image type"));
        }
        boolean named =
                headers.stream()
                        .flatMap(header -> header.string(Tag.SERIES_DESCRIPTION).stream())
                        .anyMatch(name -> LOCALIZER_NAME.matcher(name).find());
        if (named) {
            return Optional.of(new Finding.Localizer("description"));
        }
        return orientations >= LOCALIZER_ORIENTATIONS
                ? Optional.of(new Finding.Localizer(orientations + " orientations"))
                : Optional.empty();
    }
}
