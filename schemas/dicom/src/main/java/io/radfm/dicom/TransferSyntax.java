// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a data set is written as bytes (PS3.5 §10, Annex A; UIDs in PS3.6 Annex A).
///
/// @param explicit VRs stand in the data set
/// @param encapsulated Pixel Data is a sequence of fragments, compressed or not
/// @param deflated the whole data set is a raw deflate stream
/// @param lossy what the encoding may lose cannot be had back
/// @param known listed in the standard; of any other, PS3.5 §10 lets us expect only the common
///   form: explicit VR little endian, encapsulated
public record TransferSyntax(
        String uid,
        String name,
        boolean explicit,
        boolean littleEndian,
        boolean encapsulated,
        boolean deflated,
        boolean lossy,
        boolean known) {
    private static final Map<String, TransferSyntax> ALL = new LinkedHashMap<>();

    public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN =
            plain("1.2.840.10008.1.2", "Implicit VR Little Endian", false, true, false);
    public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN =
            plain("1.2.840.10008.1.2.1", "Explicit VR Little Endian", true, true, false);
    public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN =
            plain("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", true, true, true);
    public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN =
            plain("1.2.840.10008.1.2.2", "Explicit VR Big Endian", true, false, false);
    public static final TransferSyntax ENCAPSULATED_UNCOMPRESSED =
            lossless("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR");
    public static final TransferSyntax JPEG_BASELINE =
            lossy("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)");
    public static final TransferSyntax JPEG_EXTENDED =
            lossy("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 & 4)");
    public static final TransferSyntax JPEG_SPECTRAL_SELECTION =
            lossy("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection (Process 6 & 8)");
    public static final TransferSyntax JPEG_FULL_PROGRESSION =
            lossy("1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 & 12)");
    public static final TransferSyntax JPEG_LOSSLESS =
            lossless("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)");
    public static final TransferSyntax JPEG_LOSSLESS_SV1 =
            lossless("1.2.840.10008.1.2.4.70", "JPEG Lossless SV1 (Process 14)");
    public static final TransferSyntax JPEG_LS_LOSSLESS =
            lossless("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless");
    public static final TransferSyntax JPEG_LS_NEAR_LOSSLESS =
            lossy("1.2.840.10008.1.2.4.81", "JPEG-LS Near-lossless");
    public static final TransferSyntax JPEG_2000_LOSSLESS =
            lossless("1.2.840.10008.1.2.4.90", "JPEG 2000 (Lossless Only)");
    public static final TransferSyntax JPEG_2000 = lossy("1.2.840.10008.1.2.4.91", "JPEG 2000");
    public static final TransferSyntax HTJ2K_LOSSLESS =
            lossless("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)");
    public static final TransferSyntax HTJ2K_LOSSLESS_RPCL =
            lossless("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 RPCL (Lossless Only)");
    public static final TransferSyntax HTJ2K =
            lossy("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000");
    public static final TransferSyntax JPEG_XL_LOSSLESS =
            lossless("1.2.840.10008.1.2.4.110", "JPEG XL Lossless");
    public static final TransferSyntax JPEG_XL_RECOMPRESSION =
            lossy("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression");
    public static final TransferSyntax JPEG_XL = lossy("1.2.840.10008.1.2.4.112", "JPEG XL");
    public static final TransferSyntax RLE_LOSSLESS =
            lossless("1.2.840.10008.1.2.5", "RLE Lossless");
    public static final TransferSyntax DEFLATED_IMAGE_FRAME =
            lossless("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression");

    /// Called "Implicit VR Big Endian (DLX)" by its maker: only the samples of Pixel Data are.
    static final TransferSyntax GE_PRIVATE =
            plain("1.2.840.113619.5.2", "GE Private Implicit VR", false, true, false);

    static {
        lossy("1.2.840.10008.1.2.4.52", "JPEG Extended (Process 3 & 5)");
        lossy("1.2.840.10008.1.2.4.54", "JPEG Spectral Selection (Process 7 & 9)");
        lossy("1.2.840.10008.1.2.4.56", "JPEG Full Progression (Process 11 & 13)");
        lossless("1.2.840.10008.1.2.4.58", "JPEG Lossless (Process 15)");
        lossy("1.2.840.10008.1.2.4.59", "JPEG Extended, Hierarchical (Process 16 & 18)");
        lossy("1.2.840.10008.1.2.4.60", "JPEG Extended, Hierarchical (Process 17 & 19)");
        lossy("1.2.840.10008.1.2.4.61", "JPEG Spectral Selection, Hierarchical (Process 20 & 22)");
        lossy("1.2.840.10008.1.2.4.62", "JPEG Spectral Selection, Hierarchical (Process 21 & 23)");
        lossy("1.2.840.10008.1.2.4.63", "JPEG Full Progression, Hierarchical (Process 24 & 26)");
        lossy("1.2.840.10008.1.2.4.64", "JPEG Full Progression, Hierarchical (Process 25 & 27)");
        lossless("1.2.840.10008.1.2.4.65", "JPEG Lossless, Hierarchical (Process 28)");
        lossless("1.2.840.10008.1.2.4.66", "JPEG Lossless, Hierarchical (Process 29)");
        lossless("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component (Lossless Only)");
        lossy("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component");
        plain("1.2.840.10008.1.2.4.94", "JPIP Referenced", true, true, false);
        plain("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", true, true, true);
        lossy("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level");
        lossy("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level");
        lossy("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile");
        lossy("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile");
        lossy("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile For 2D Video");
        lossy("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile For 3D Video");
        lossy("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile");
        lossy("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile");
        lossy("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile");
        plain("1.2.840.10008.1.20", "Papyrus 3 Implicit VR Little Endian", false, true, false);
    }

    /// The transfer syntax with this UID; for one the standard does not list, see `known`.
    public static TransferSyntax of(String uid) {
        var found = ALL.get(uid);
        return found != null
                ? found
                : new TransferSyntax(uid, "unknown", true, true, true, false, false, false);
    }

    /// All that the standard lists and a data set may be stored in.
    public static Collection<TransferSyntax> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /// One of the four in which Pixel Data is not encapsulated and the writer can write.
    public boolean isNative() {
        return known && !encapsulated;
    }

    private static TransferSyntax plain(
            String uid, String name, boolean explicit, boolean littleEndian, boolean deflated) {
        return add(
                new TransferSyntax(
                        uid, name, explicit, littleEndian, false, deflated, false, true));
    }

    private static TransferSyntax lossless(String uid, String name) {
        return add(new TransferSyntax(uid, name, true, true, true, false, false, true));
    }

    private static TransferSyntax lossy(String uid, String name) {
        return add(new TransferSyntax(uid, name, true, true, true, false, true, true));
    }

    private static TransferSyntax add(TransferSyntax syntax) {
        ALL.put(syntax.uid, syntax);
        return syntax;
    }
}
