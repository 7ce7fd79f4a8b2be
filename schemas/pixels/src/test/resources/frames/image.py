# SPDX-License-Identifier: Apache-2.0
# The image that all frames of this folder hold, that of SyntheticImage.java, as raw samples:
# image.py components bits smallest byteorder planes|pixels
import sys

components, bits, smallest = map(int, sys.argv[1:4])
order, layout = sys.argv[4:6]
rows, columns = 53, 41


def sample(x, y, c):
    texture = (x * 7 ^ y * 13) % 11
    return ((x * x + 2 * y * y) * (c + 3) // 16 + texture) % (1 << bits) + smallest


if layout == "planes":
    samples = [sample(x, y, c) for c in range(components) for y in range(rows) for x in range(columns)]
else:
    samples = [sample(x, y, c) for y in range(rows) for x in range(columns) for c in range(components)]
for value in samples:
    sys.stdout.buffer.write(value.to_bytes(2 if bits > 8 else 1, order, signed=value < 0))
