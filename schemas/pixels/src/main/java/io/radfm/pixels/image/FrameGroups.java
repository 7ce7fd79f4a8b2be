// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

import java.util.List;
import java.util.Optional;

/// Where the attributes of one frame lie: in the frame's own functional group, else in the shared
/// one, else (classic images) in the data set itself (PS3.3 C.7.6.16).
///
/// ```
///  per-frame (5200,9230)[frame] ─► shared (5200,9229)[0] ─► the data set
///        └─ Plane Position Sequence[0], Frame VOI LUT Sequence[0], …
/// ```
public final class FrameGroups {
    private final DataSet image;
    private final List<DataSet> shared;
    private final List<DataSet> perFrame;

    public FrameGroups(DataSet image) {
        this.image = image;
        this.shared = image.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        this.perFrame = image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    }

    /// Whether frames have attributes of their own at all.
    public boolean enhanced() {
        return !perFrame.isEmpty();
    }

    /// The attributes of this macro (its sequence's tag) for a frame, counted from 0.
    public Optional<DataSet> macro(int frame, int sequence) {
        if (frame < perFrame.size()) {
            var own = perFrame.get(frame).items(sequence);
            if (!own.isEmpty()) {
                return Optional.of(own.getFirst());
            }
        }
        return shared.stream().flatMap(group -> group.items(sequence).stream()).findFirst();
    }

    /// The same, or the data set where there is no such macro.
    public DataSet attributes(int frame, int sequence) {
        return macro(frame, sequence).orElse(image);
    }
}
