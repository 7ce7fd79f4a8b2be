// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.util.Optional;

/// Value representations (PS3.5 §6.2): how a value is written, and how long it may be.
public enum Vr {
    AE(Form.TEXT, 16),
    AS(Form.TEXT, 4),
    AT(Form.SHORT_NUMBER, 2),
    CS(Form.TEXT, 16),
    DA(Form.TEXT, 8),
    DS(Form.TEXT, 16),
    DT(Form.TEXT, 26),
    FD(Form.SHORT_NUMBER, 8),
    FL(Form.SHORT_NUMBER, 4),
    IS(Form.TEXT, 12),
    LO(Form.CHARSET_TEXT, 64),
    LT(Form.CHARSET_PARAGRAPH, 10240),
    OB(Form.BYTES, 1),
    OD(Form.BYTES, 8),
    OF(Form.BYTES, 4),
    OL(Form.BYTES, 4),
    OV(Form.BYTES, 8),
    OW(Form.BYTES, 2),
    PN(Form.CHARSET_TEXT, 64),
    SH(Form.CHARSET_TEXT, 16),
    SL(Form.SHORT_NUMBER, 4),
    SQ(Form.ITEMS, 1),
    SS(Form.SHORT_NUMBER, 2),
    ST(Form.CHARSET_PARAGRAPH, 1024),
    SV(Form.LONG_NUMBER, 8),
    TM(Form.TEXT, 14),
    UC(Form.LONG_CHARSET_TEXT, Integer.MAX_VALUE),
    UI(Form.TEXT, 64),
    UL(Form.SHORT_NUMBER, 4),
    UN(Form.BYTES, 1),
    UR(Form.LONG_PARAGRAPH, Integer.MAX_VALUE),
    US(Form.SHORT_NUMBER, 2),
    UT(Form.LONG_CHARSET_PARAGRAPH, Integer.MAX_VALUE),
    UV(Form.LONG_NUMBER, 8);

    private enum Form {
        TEXT,
        CHARSET_TEXT,
        LONG_CHARSET_TEXT,
        CHARSET_PARAGRAPH,
        LONG_CHARSET_PARAGRAPH,
        LONG_PARAGRAPH,
        SHORT_NUMBER,
        LONG_NUMBER,
        BYTES,
        ITEMS
    }

    private static final Vr[] BY_CODE = new Vr[26 * 26];

    static {
        for (var vr : values()) {
            BY_CODE[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = vr;
        }
    }

    private final Form form;
    private final int size;

    Vr(Form form, int size) {
        this.form = form;
        this.size = size;
    }

    /// The VR with this two-letter code; empty for any other pair of bytes.
    public static Optional<Vr> of(String code) {
        return code.length() == 2
                ? Optional.ofNullable(of(code.charAt(0), code.charAt(1)))
                : Optional.empty();
    }

    static Vr of(int first, int second) {
        return isCapital(first) && isCapital(second)
                ? BY_CODE[(first - 'A') * 26 + second - 'A']
                : null;
    }

    static boolean isCapital(int letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    /// Explicit VR writes the length in 32 bits after two reserved bytes (PS3.5 §7.1.2).
    public boolean hasLongLength() {
        return switch (form) {
            case LONG_CHARSET_TEXT, LONG_CHARSET_PARAGRAPH, LONG_PARAGRAPH -> true;
            case LONG_NUMBER, BYTES, ITEMS -> true;
            case TEXT, CHARSET_TEXT, CHARSET_PARAGRAPH, SHORT_NUMBER -> false;
        };
    }

    /// Values are characters.
    public boolean isText() {
        return switch (form) {
            case TEXT, CHARSET_TEXT, LONG_CHARSET_TEXT -> true;
            case CHARSET_PARAGRAPH, LONG_CHARSET_PARAGRAPH, LONG_PARAGRAPH -> true;
            case SHORT_NUMBER, LONG_NUMBER, BYTES, ITEMS -> false;
        };
    }

    /// Characters are those of Specific Character Set (PS3.5 §6.1.2.3), not of ASCII only.
    public boolean usesCharacterSet() {
        return switch (form) {
            case CHARSET_TEXT, LONG_CHARSET_TEXT, CHARSET_PARAGRAPH, LONG_CHARSET_PARAGRAPH -> true;
            default -> false;
        };
    }

    /// A backslash separates values (PS3.5 §6.4); in the others it is a character like any.
    public boolean isMultiValuedText() {
        return form == Form.TEXT || form == Form.CHARSET_TEXT || form == Form.LONG_CHARSET_TEXT;
    }

    /// Values are binary numbers, [#unitBytes] each (AT: two of them).
    public boolean isNumber() {
        return form == Form.SHORT_NUMBER || form == Form.LONG_NUMBER;
    }

    /// Bytes of the unit that byte order applies to (PS3.5 §7.3); 1 where it does not.
    public int unitBytes() {
        return isText() ? 1 : size;
    }

    /// Longest value in characters (PN: in each component group); of no meaning unless [#isText].
    public int maxCharacters() {
        return size;
    }

    /// What makes a value even (PS3.5 §6.2).
    byte padding() {
        return (byte) (isText() && this != UI ? ' ' : 0);
    }
}
