// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import io.radfm.dicom.DicomFile;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.events.InstanceRef;
import io.radfm.events.ScanKind;
import io.radfm.events.ScanSegment;
import io.radfm.preparation.ScanObjects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Scans from files and folders, in the order they are named.
/// - **DICOM** files of one series are together: three slices or more of CT, MR, PT, NM or OPT, or
///   three frames or more, are a volume; others are a picture each.
/// - **PNG and JPEG** are pictures; three or more of one size in a folder are the slices of a
///   volume, in the order of their names (numbers in them count as numbers).
/// - **NIfTI-1**: the first volume of the file, turned as DICOM slices lie ([SliceView]).
///
/// In a folder what is no image is left out; a file that is named must be one.
public final class ScanFiles implements ScanObjects {
    private static final int FEWEST_SLICES = 3;
    private static final Set<String> SLICED = Set.of("CT", "MR", "PT", "NM", "OPT");
    private static final int MOST_FILES = 20_000;
    private static final int DEEPEST = 8;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final Comparator<Path> BY_NAME = Comparator.comparing(ScanFiles::numbered);

    private final Map<InstanceRef, DicomFile> images = new IdentityHashMap<>();
    private final Map<String, List<FoundImage>> groups = new LinkedHashMap<>();
    private final List<ScanSegment> scans = new ArrayList<>();
    private final List<Path> leftOut = new ArrayList<>();

    private ScanFiles() {}

    /// Reads headers, and whole pictures; the pixels of others stay in their files, which must stay
    /// where they are.
    ///
    /// @throws java.nio.file.FileSystemException that names the file that is no image, or is a
    ///   broken one
    public static ScanFiles read(List<Path> paths) throws IOException {
        var files = new ScanFiles();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                files.folder(path);
            } else {
                files.named(path);
            }
        }
        files.groups.values().forEach(files::addScans);
        return files;
    }

    public List<ScanSegment> scans() {
        return List.copyOf(scans);
    }

    /// Files of folders that are no images.
    public List<Path> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public DicomFile read(InstanceRef instance) {
        var image = images.get(instance);
        if (image == null) {
            throw new IllegalArgumentException("an image of other files");
        }
        return image;
    }

    private void named(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw FoundImage.unreadable(file, "there is no such file", null);
        }
        var format =
                FileFormat.of(file)
                        .orElseThrow(
                                () ->
                                        FoundImage.unreadable(
                                                file,
                                                "is no DICOM, PNG, JPEG or NIfTI file",
                                                null));
        var place = "file " + groups.size();
        for (var image : FoundImage.in(file, format)) {
            if (!image.isPixels()) {
                throw FoundImage.unreadable(file, "has no pixels", null);
            }
            add(image, place);
        }
    }

    private void folder(Path folder) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(folder, DEEPEST)) {
            all = walk.filter(Files::isRegularFile).limit(MOST_FILES + 1L).toList();
        }
        if (all.size() > MOST_FILES) {
            throw FoundImage.unreadable(folder, "has more than " + MOST_FILES + " files", null);
        }
        boolean any = false;
        for (var file : all.stream().sorted(BY_NAME).toList()) {
            var format = FileFormat.of(file);
            var found =
                    format.isEmpty() ? List.<FoundImage>of() : FoundImage.in(file, format.get());
            if (found.isEmpty() || !found.getFirst().isPixels()) {
                leftOut.add(file);
                continue;
            }
            any = true;
            var place = found.getFirst().format() == FileFormat.PICTURE ? file.getParent() : file;
            found.forEach(image -> add(image, "folder " + place));
        }
        if (!any) {
            throw FoundImage.unreadable(folder, "holds no DICOM, PNG, JPEG or NIfTI file", null);
        }
    }

    private void add(FoundImage image, String place) {
        var series = image.text(Tag.SERIES_INSTANCE_UID);
        boolean ofSeries = image.format() == FileFormat.DICOM && !series.isEmpty();
        groups.computeIfAbsent(ofSeries ? "series " + series : place, any -> new ArrayList<>())
                .add(image);
        images.put(image.ref(), image.image());
    }

    private void addScans(List<FoundImage> group) {
        boolean together =
                switch (group.getFirst().format()) {
                    case NIFTI, NIFTI_GZ -> group.size() > 1;
                    case PICTURE ->
                            group.size() >= FEWEST_SLICES
                                    && group.stream().map(FoundImage::shape).distinct().count()
                                            == 1;
                    case DICOM ->
                            group.size() >= FEWEST_SLICES
                                    && SLICED.contains(group.getFirst().text(Tag.MODALITY));
                };
        if (together) {
            if (group.getFirst().format() == FileFormat.PICTURE) {
                number(group);
            }
            scans.add(scan(ScanKind.VOLUME_3D, group));
            return;
        }
        for (var image : group) {
            boolean frames = image.ref().getFrames() >= FEWEST_SLICES;
            scans.add(scan(frames ? ScanKind.VOLUME_3D : ScanKind.IMAGE_2D, List.of(image)));
        }
    }

    /// Slices without a place in space stand in the order of their numbers.
    private static void number(List<FoundImage> pictures) {
        int number = 0;
        for (var picture : pictures) {
            picture.image().dataSet().putInts(Tag.INSTANCE_NUMBER, Vr.IS, ++number);
        }
    }

    private static ScanSegment scan(ScanKind kind, List<FoundImage> group) {
        var first = group.getFirst();
        return new ScanSegment(
                kind,
                first.text(Tag.SERIES_INSTANCE_UID),
                first.text(Tag.MODALITY),
                null,
                group.stream().map(FoundImage::ref).toList());
    }

    private static String numbered(Path file) {
        return DIGITS.matcher(file.toString())
                .replaceAll(digits -> "%018d".formatted(Long.parseLong(digits.group())));
    }
}
