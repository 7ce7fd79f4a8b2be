// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.pixels.image.FrameGroups;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// One frame of a series, as its headers describe it: where it lies and what tells it from others
/// at the same place.
///
/// @param source which header of the list given to [SeriesPlanner], from 0
/// @param frame which frame of that instance, from 0
/// @param number Instance Number (0020,0013); 0 where absent
/// @param plane empty where the frame has no usable place in space
public record Slice(
        int source,
        int frame,
        String sopInstanceUid,
        int number,
        Shape shape,
        String frameOfReference,
        Optional<Plane> plane,
        double thickness,
        List<String> imageType,
        double echoTime,
        String diffusion,
        List<String> times) {

    /// What frames of one volume have in common.
    public record Shape(int rows, int columns, int samples) {}

    /// The frames of an instance. A header that claims more frames than its own per-frame items, or
    /// more than `most`, is cut there.
    static List<Slice> of(int source, DataSet header, int most) {
        var groups = new FrameGroups(header);
        int frames = Math.clamp(header.integer(Tag.NUMBER_OF_FRAMES).orElse(1), 1, most);
        var slices = new ArrayList<Slice>();
        for (int frame = 0; frame < frames; frame++) {
            slices.add(of(source, header, groups, frame, frames));
        }
        return slices;
    }

    private static Slice of(int source, DataSet header, FrameGroups groups, int frame, int frames) {
        var content = groups.attributes(frame, Tag.FRAME_CONTENT_SEQUENCE);
        return new Slice(
                source,
                frame,
                header.string(Tag.SOP_INSTANCE_UID).orElse(""),
                header.integer(Tag.INSTANCE_NUMBER).orElse(0),
                new Shape(
                        header.integer(Tag.ROWS).orElse(0),
                        header.integer(Tag.COLUMNS).orElse(0),
                        header.integer(Tag.SAMPLES_PER_PIXEL).orElse(1)),
                header.string(Tag.FRAME_OF_REFERENCE_UID).orElse(""),
                plane(groups, frame, frames),
                groups.attributes(frame, Tag.PIXEL_MEASURES_SEQUENCE)
                        .number(Tag.SLICE_THICKNESS)
                        .orElse(0),
                imageType(header, groups, frame),
                echoTime(header, groups, frame),
                diffusion(header, groups, frame),
                List.of(
                        first(content, Tag.TEMPORAL_POSITION_INDEX)
                                .or(() -> first(header, Tag.TEMPORAL_POSITION_IDENTIFIER))
                                .orElse(""),
                        first(
                                        groups.attributes(
                                                frame, Tag.CARDIAC_SYNCHRONIZATION_SEQUENCE),
                                        Tag.NOMINAL_CARDIAC_TRIGGER_DELAY_TIME)
                                .or(() -> first(header, Tag.TRIGGER_TIME))
                                .orElse(""),
                        first(content, Tag.FRAME_ACQUISITION_NUMBER)
                                .or(() -> first(header, Tag.ACQUISITION_NUMBER))
                                .orElse(""),
                        first(content, Tag.FRAME_ACQUISITION_DATE_TIME)
                                .or(() -> first(header, Tag.ACQUISITION_DATE_TIME))
                                .or(() -> first(header, Tag.ACQUISITION_TIME))
                                .orElse("")));
    }

    /// Several frames of a classic image share one position: then none of them has a place.
    private static Optional<Plane> plane(FrameGroups groups, int frame, int frames) {
        if (frames > 1 && groups.macro(frame, Tag.PLANE_POSITION_SEQUENCE).isEmpty()) {
            return Optional.empty();
        }
        return Plane.of(
                groups.attributes(frame, Tag.PLANE_POSITION_SEQUENCE)
                        .numbers(Tag.IMAGE_POSITION_PATIENT),
                groups.attributes(frame, Tag.PLANE_ORIENTATION_SEQUENCE)
                        .numbers(Tag.IMAGE_ORIENTATION_PATIENT),
                groups.attributes(frame, Tag.PIXEL_MEASURES_SEQUENCE).numbers(Tag.PIXEL_SPACING));
    }

    /// Frame Type of the MR or CT image frame type macro, else Image Type.
    private static List<String> imageType(DataSet header, FrameGroups groups, int frame) {
        var own =
                groups.macro(frame, Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE)
                        .or(() -> groups.macro(frame, Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE))
                        .map(macro -> macro.strings(Tag.FRAME_TYPE))
                        .orElse(List.of());
        return List.copyOf(own.isEmpty() ? header.strings(Tag.IMAGE_TYPE) : own);
    }

    private static double echoTime(DataSet header, FrameGroups groups, int frame) {
        var echo = groups.attributes(frame, Tag.MR_ECHO_SEQUENCE).number(Tag.EFFECTIVE_ECHO_TIME);
        return echo.isPresent() ? echo.getAsDouble() : header.number(Tag.ECHO_TIME).orElse(0);
    }

    /// Diffusion b-value and gradient direction, as one key.
    private static String diffusion(DataSet header, FrameGroups groups, int frame) {
        var macro = groups.attributes(frame, Tag.MR_DIFFUSION_SEQUENCE);
        var gradient =
                macro.items(Tag.DIFFUSION_GRADIENT_DIRECTION_SEQUENCE).stream()
                        .findFirst()
                        .orElse(header);
        return first(macro, Tag.DIFFUSION_B_VALUE)
                .map(
                        b ->
                                b
                                        + gradient
                                                .strings(Tag.DIFFUSION_GRADIENT_ORIENTATION)
                                                .stream()
                                                .filter(Objects::nonNull)
                                                .collect(Collectors.joining("\\", "@", "")))
                .orElse("");
    }

    private static Optional<String> first(DataSet attributes, int tag) {
        return attributes.string(tag).filter(value -> !value.isBlank());
    }
}
