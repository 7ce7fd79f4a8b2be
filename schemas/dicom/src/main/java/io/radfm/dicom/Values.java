// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import io.radfm.dicom.text.CharacterSet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Values between their encoded form and what a program asks for (PS3.5 §6.2).
final class Values {
    private Values() {}

    /// UN in a data set whose writer did not know the VR; often the dictionary does.
    private static Vr meant(Element element) {
        return element.vr() == Vr.UN ? Dictionary.vr(element.tag()) : element.vr();
    }

    static List<String> strings(Element element, DataSet in) {
        var vr = meant(element);
        if (vr.isText()) {
            return text(element, vr, characterSet(vr, in))
                    .map(text -> split(text, vr))
                    .orElse(List.of());
        }
        if (vr == Vr.AT) {
            return Arrays.stream(tags(element)).mapToObj(tag -> Tag.format((int) tag)).toList();
        }
        return switch (vr) {
            case FL -> Arrays.stream(floats(element, vr)).mapToObj(v -> "" + (float) v).toList();
            case FD -> Arrays.stream(floats(element, vr)).mapToObj(v -> "" + v).toList();
            case UV -> Arrays.stream(ints(element, vr)).mapToObj(Long::toUnsignedString).toList();
            case US, SS, UL, SL, SV ->
                    Arrays.stream(ints(element, vr)).mapToObj(Long::toString).toList();
            default -> List.of();
        };
    }

    /// CS values are ASCII, (0008,0005) among them: reading it must not ask for what it says.
    private static CharacterSet characterSet(Vr vr, DataSet in) {
        return vr.usesCharacterSet() ? in.characterSet() : CharacterSet.DEFAULT;
    }

    static long[] longs(Element element, DataSet in) {
        var vr = meant(element);
        if (vr == Vr.IS || vr == Vr.DS) {
            var strings = strings(element, in);
            var values = new long[strings.size()];
            for (int i = 0; i < values.length; i++) {
                var number = parse(strings.get(i));
                if (number == null || number.stripTrailingZeros().scale() > 0 || tooLong(number)) {
                    return new long[0];
                }
                values[i] = number.longValue();
            }
            return values;
        }
        if (vr == Vr.AT) {
            return tags(element);
        }
        return vr.isNumber() && vr != Vr.FL && vr != Vr.FD ? ints(element, vr) : new long[0];
    }

    private static boolean tooLong(BigDecimal number) {
        return number.precision() - number.scale() > 18;
    }

    static double[] numbers(Element element, DataSet in) {
        var vr = meant(element);
        if (vr == Vr.IS || vr == Vr.DS) {
            var strings = strings(element, in);
            var values = new double[strings.size()];
            for (int i = 0; i < values.length; i++) {
                var number = parse(strings.get(i));
                if (number == null) {
                    return new double[0];
                }
                values[i] = number.doubleValue();
            }
            return values;
        }
        return switch (vr) {
            case FL, FD, OF, OD -> floats(element, vr);
            case US, SS, UL, SL, SV -> Arrays.stream(ints(element, vr)).asDoubleStream().toArray();
            case UV -> Arrays.stream(ints(element, vr)).mapToDouble(Values::unsigned).toArray();
            default -> new double[0];
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }

    /// A decimal as IS and DS have it; `null` for anything else. Bounded in length, since
    /// `1E999999999` would be a number of a billion digits.
    private static BigDecimal parse(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return null;
        }
        try {
            var number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > 400 ? null : number;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// Tags as `int`s, which is how [Tag] has them: group above element, each in its own order.
    private static long[] tags(Element element) {
        var parts = ints(element, Vr.US);
        var tags = new long[parts.length / 2];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = (int) (parts[2 * i] << 16 | parts[2 * i + 1]);
        }
        return tags;
    }

    private static long[] ints(Element element, Vr vr) {
        if (!(element.value() instanceof Value.Bytes(var bytes))) {
            return new long[0];
        }
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var values = new long[bytes.length / vr.unitBytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (vr) {
                        case US -> in.getShort() & 0xFFFF;
                        case SS -> in.getShort();
                        case UL -> in.getInt() & 0xFFFFFFFFL;
                        case SL -> in.getInt();
                        default -> in.getLong();
                    };
        }
        return values;
    }

    private static double[] floats(Element element, Vr vr) {
        if (!(element.value() instanceof Value.Bytes(var bytes))) {
            return new double[0];
        }
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var values = new double[bytes.length / vr.unitBytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vr.unitBytes() == 4 ? in.getFloat() : in.getDouble();
        }
        return values;
    }

    /// The characters of a text value, padding included.
    static Optional<String> text(Element element, Vr vr, CharacterSet characterSet) {
        return switch (element.value()) {
            case Value.Text(var text) -> Optional.of(text);
            case Value.Bytes(var bytes) ->
                    Optional.of(
                            vr.usesCharacterSet()
                                    ? characterSet.decode(bytes, delimiters(vr))
                                    : new String(bytes, StandardCharsets.ISO_8859_1));
            case Value.Items _, Value.Fragments _, Value.Elsewhere _ -> Optional.empty();
        };
    }

    private static String delimiters(Vr vr) {
        return vr == Vr.PN ? "\\^=" : vr.isMultiValuedText() ? "\\" : "";
    }

    /// Values apart, and without what may surround them: trailing padding of all, leading spaces
    /// where they mean nothing (PS3.5 §6.2).
    private static List<String> split(String text, Vr vr) {
        if (!vr.isMultiValuedText()) {
            var value = trimEnd(text);
            return value.isEmpty() ? List.of() : List.of(value);
        }
        if (text.indexOf('\\') < 0) {
            var value = trim(text);
            return value.isEmpty() ? List.of() : List.of(value);
        }
        return Arrays.stream(text.split("\\\\", -1)).map(Values::trim).toList();
    }

    private static String trim(String text) {
        int start = 0;
        while (start < text.length() && isPadding(text.charAt(start))) {
            start++;
        }
        return trimEnd(text.substring(start));
    }

    private static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && isPadding(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isPadding(char letter) {
        return letter == ' ' || letter == 0;
    }

    static Optional<byte[]> bytes(Element element, DataSet in) {
        return switch (element.value()) {
            case Value.Bytes(var bytes) -> Optional.of(bytes);
            case Value.Text(var text) ->
                    Optional.of(encode(element.tag(), element.vr(), text, in.characterSet()));
            case Value.Items _, Value.Fragments _, Value.Elsewhere _ -> Optional.empty();
        };
    }

    /// Text as bytes; a character outside the repertoire is refused, not replaced.
    static byte[] encode(int tag, Vr vr, String text, CharacterSet characterSet) {
        if (!vr.usesCharacterSet()) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        return characterSet
                .encode(text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s %s has characters outside Specific Character Set %s"
                                                .formatted(Tag.format(tag), vr, characterSet)));
    }

    static byte[] encode(int tag, Vr vr, long... values) {
        var out = ByteBuffer.allocate(values.length * (vr == Vr.AT ? 4 : vr.unitBytes()));
        out.order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            var fits =
                    switch (vr) {
                        case US -> value == (value & 0xFFFF);
                        case SS -> value == (short) value;
                        case UL -> value == (value & 0xFFFFFFFFL);
                        case SL -> value == (int) value;
                        case AT, UV, SV -> true;
                        default -> false;
                    };
            if (!fits) {
                throw new IllegalArgumentException(
                        Tag.format(tag) + " " + vr + " cannot hold this integer");
            }
            switch (vr) {
                case US, SS -> out.putShort((short) value);
                case UL, SL -> out.putInt((int) value);
                case AT -> out.putShort((short) (value >>> 16)).putShort((short) value);
                default -> out.putLong(value);
            }
        }
        return out.array();
    }

    static byte[] encode(int tag, Vr vr, double... values) {
        if (vr != Vr.FL && vr != Vr.FD) {
            throw new IllegalArgumentException(Tag.format(tag) + " " + vr + " holds no floats");
        }
        var out = ByteBuffer.allocate(values.length * vr.unitBytes());
        out.order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (vr == Vr.FL) {
                out.putFloat((float) value);
            } else {
                out.putDouble(value);
            }
        }
        return out.array();
    }

    /// A number in at most 16 characters, as precise as that allows (DS, PS3.5 §6.2).
    static String decimal(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("DS cannot hold " + value);
        }
        if (value == (long) value && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        var exact = new BigDecimal(Double.toString(value));
        for (int digits = 16; ; digits--) {
            var rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
            var plain = rounded.toPlainString();
            var text = plain.length() <= 16 ? plain : rounded.toString();
            if (text.length() <= 16) {
                return text;
            }
        }
    }

    static boolean equal(Element left, DataSet leftIn, Element right, DataSet rightIn) {
        if (left.tag() != right.tag() || left.vr() != right.vr()) {
            return false;
        }
        if (left.value() instanceof Value.Items(var these)) {
            return right.value() instanceof Value.Items(var those) && these.equals(those);
        }
        if (left.value() instanceof Value.Fragments(var these)) {
            return right.value() instanceof Value.Fragments(var those)
                    && Arrays.deepEquals(these.toArray(), those.toArray());
        }
        if (left.value() instanceof Value.Elsewhere || right.value() instanceof Value.Elsewhere) {
            return left.value().equals(right.value());
        }
        if (left.vr().isText()) {
            return strings(left, leftIn).equals(strings(right, rightIn));
        }
        var these = bytes(left, leftIn);
        var those = bytes(right, rightIn);
        return these.isPresent()
                && those.isPresent()
                && Arrays.equals(even(these.get()), even(those.get()));
    }

    private static byte[] even(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + (bytes.length & 1));
    }
}
