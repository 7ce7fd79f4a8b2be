// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.events.InstanceRef;
import io.radfm.events.ScanUsed;
import io.radfm.pixels.volume.Geometry;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// How a scan came to be what the model is shown, for provenance.
///
/// @param instances those whose pixels were used, in the order of the slices
/// @param sourceRows rows of the images
/// @param sourceDepth slices of the volume; 1 for a picture
/// @param slices for each slice of the tensor, which slice of the volume it is, from 0
/// @param geometry of the whole volume; empty for pictures and for frames without a place in space
/// @param intensity what made values of stored ones: a window, or the range that became 0 … 1
/// @param notes what was found: gantry tilt, gaps, duplicates, other stacks of the series
public record ScanFacts(
        String seriesInstanceUid,
        List<InstanceRef> instances,
        List<Integer> shape,
        int sourceRows,
        int sourceColumns,
        int sourceDepth,
        List<Integer> slices,
        Optional<Geometry> geometry,
        String intensity,
        List<String> notes) {

    /// The way scans are prepared; raised whenever the same objects would become other numbers.
    private static final int PREPARATION = 1;

    /// Names the numbers in the tensor: they follow from the bytes of the objects, from which of
    /// their frames were used, and from the size. The same scan has the same key in every study
    /// that shows it.
    public String key() {
        var sha = new DigestOutputStream(OutputStream.nullOutputStream(), sha256());
        try (var out = new DataOutputStream(sha)) {
            out.writeInt(PREPARATION);
            for (int length : shape) {
                out.writeInt(length);
            }
            out.writeInt(slices.size());
            for (int slice : slices) {
                out.writeInt(slice);
            }
            out.writeUTF(intensity);
            out.writeInt(notes.size());
            for (var note : notes) {
                out.writeUTF(note);
            }
            for (var instance : instances) {
                out.writeUTF(instance.getDigest());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(sha.getMessageDigest().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As drafts carry it.
    public ScanUsed toEvent() {
        var all = new ArrayList<String>();
        all.add(
                "%d of %d slices of %d x %d, %s"
                        .formatted(
                                slices.stream().distinct().count(),
                                sourceDepth,
                                sourceRows,
                                sourceColumns,
                                intensity));
        all.addAll(notes);
        return new ScanUsed(seriesInstanceUid, instances, shape, all);
    }
}
