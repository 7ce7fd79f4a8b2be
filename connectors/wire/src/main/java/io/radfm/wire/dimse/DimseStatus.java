// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import java.util.Optional;

/// The status of a DIMSE response, with the words that explain it (PS3.7 Annex C, PS3.4 §B.2.3).
///
/// @param code 0 to 0xFFFF
/// @param comment for (0000,0902): printable ASCII, cut at 64 characters. Never holds patient data
public record DimseStatus(int code, Optional<String> comment) {
    public static final DimseStatus SUCCESS = new DimseStatus(0x0000);

    private static final int COMMENT_LENGTH = 64;

    public DimseStatus {
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("DIMSE status " + code);
        }
        comment = comment.map(DimseStatus::fit);
    }

    public DimseStatus(int code) {
        this(code, Optional.empty());
    }

    public DimseStatus(int code, String comment) {
        this(code, Optional.of(comment));
    }

    /// 0xA700: not now; the same object may be accepted later.
    public static DimseStatus outOfResources(String why) {
        return new DimseStatus(0xA700, why);
    }

    /// 0xA900: the object is not what its SOP class says.
    public static DimseStatus dataSetDoesNotMatch(String why) {
        return new DimseStatus(0xA900, why);
    }

    /// 0xC000: this object will never be accepted.
    public static DimseStatus cannotUnderstand(String why) {
        return new DimseStatus(0xC000, why);
    }

    /// 0x0117.
    public static DimseStatus invalidInstance(String why) {
        return new DimseStatus(0x0117, why);
    }

    /// 0x0122.
    public static DimseStatus sopClassNotSupported(String why) {
        return new DimseStatus(0x0122, why);
    }

    /// 0x0211.
    public static DimseStatus unrecognizedOperation(String why) {
        return new DimseStatus(0x0211, why);
    }

    public boolean isSuccess() {
        return code == 0;
    }

    /// The object was taken, but not as it was sent, or not without doubt.
    public boolean isWarning() {
        return (code & 0xF000) == 0xB000 || code == 0x0001 || code == 0x0107 || code == 0x0116;
    }

    /// The receiver has the object.
    public boolean isAccepted() {
        return isSuccess() || isWarning();
    }

    /// Refused: out of resources. Sending again later may help.
    public boolean isTransient() {
        return (code & 0xFF00) == 0xA700;
    }

    private static String fit(String words) {
        var ascii = words.replaceAll("[^ -~]|\\\\", "?");
        return ascii.substring(0, Math.min(ascii.length(), COMMENT_LENGTH));
    }

    @Override
    public String toString() {
        return "0x%04X%s".formatted(code, comment.map(words -> " (" + words + ")").orElse(""));
    }
}
