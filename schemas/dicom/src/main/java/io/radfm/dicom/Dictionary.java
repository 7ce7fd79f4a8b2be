// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The data dictionary of PS3.6: what a tag is called and which VR it has. Implicit VR data sets
/// cannot be read without it.
public final class Dictionary {
    private record Repeating(int mask, int tag, int entry) {}

    private static final int[] TAGS;
    private static final String[] KEYWORDS;
    private static final Vr[] VRS;

    /// VR "US or SS", chosen by Pixel Representation; [#VRS] says US.
    private static final boolean[] SIGN_DEPENDENT;

    private static final List<Repeating> REPEATING = new ArrayList<>();
    private static final Map<String, Integer> BY_KEYWORD = new HashMap<>();

    static {
        var lines = Resources.lines("dictionary.txt");
        KEYWORDS = new String[lines.size()];
        VRS = new Vr[lines.size()];
        SIGN_DEPENDENT = new boolean[lines.size()];
        var tags = new int[lines.size()];
        int plain = 0;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var code = line.substring(9, 11);
            SIGN_DEPENDENT[i] = code.equals("xs");
            VRS[i] = SIGN_DEPENDENT[i] ? Vr.US : Vr.valueOf(code);
            KEYWORDS[i] = line.substring(12);
            var tag = line.substring(0, 8);
            if (tag.contains("x")) {
                REPEATING.add(
                        new Repeating(
                                Integer.parseUnsignedInt(
                                        tag.replaceAll("[0-9A-F]", "F").replace('x', '0'), 16),
                                Integer.parseUnsignedInt(tag.replace('x', '0'), 16),
                                i));
            } else {
                tags[plain] = Integer.parseUnsignedInt(tag, 16);
                BY_KEYWORD.merge(KEYWORDS[i], tags[plain++], (first, later) -> first);
            }
        }
        TAGS = Arrays.copyOf(tags, plain);
    }

    private Dictionary() {}

    /// The VR of this tag; UN where the dictionary does not know it. Sign-dependent ones (Smallest
    /// Image Pixel Value, …) are US here.
    public static Vr vr(int tag) {
        if (Tag.isGroupLength(tag)) {
            return Vr.UL;
        }
        if (Tag.isPrivate(tag)) {
            return isPrivateCreator(tag) ? Vr.LO : Vr.UN;
        }
        int entry = entry(tag);
        return entry < 0 ? Vr.UN : VRS[entry];
    }

    /// PS3.5 §7.8.1: `(gggg,0010-00FF)` of an odd group names who owns a block of elements.
    public static boolean isPrivateCreator(int tag) {
        int element = Tag.element(tag);
        return Tag.isPrivate(tag) && element >= 0x10 && element <= 0xFF;
    }

    /// Whether the VR is SS when Pixel Representation is 1.
    static boolean isSignDependent(int tag) {
        int entry = Tag.isPrivate(tag) ? -1 : entry(tag);
        return entry >= 0 && SIGN_DEPENDENT[entry];
    }

    public static Optional<String> keyword(int tag) {
        int entry = Tag.isPrivate(tag) ? -1 : entry(tag);
        return entry < 0 ? Optional.empty() : Optional.of(KEYWORDS[entry]);
    }

    public static OptionalInt tag(String keyword) {
        var tag = BY_KEYWORD.get(keyword);
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    private static int entry(int tag) {
        int low = 0;
        int high = TAGS.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(TAGS[middle], tag);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        for (var repeating : REPEATING) {
            if ((tag & repeating.mask) == repeating.tag) {
                return repeating.entry;
            }
        }
        return -1;
    }
}
