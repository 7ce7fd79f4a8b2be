# SPDX-License-Identifier: Apache-2.0
"""The peer of PrepareBench: one CT series to RadFM's tensor with pydicom and numpy.

Reads lines "FOLDER SIDE DEPTH" and answers each with "MILLISECONDS SUM" (of the tensor's values).
Headers of all files, order along the normal, the kept slices' pixels, min-max, nearest resampling.
"""
import os
import sys
import time

import numpy
import pydicom

TAGS = ["ImagePositionPatient", "ImageOrientationPatient"]


def nearest(length, wanted):
    return numpy.minimum((numpy.arange(wanted) * (length / wanted)).astype(int), length - 1)


def prepare(folder, side, depth):
    paths = [os.path.join(folder, name) for name in os.listdir(folder)]
    heads = [pydicom.dcmread(p, stop_before_pixels=True, specific_tags=TAGS) for p in paths]
    across = numpy.array(heads[0].ImageOrientationPatient, dtype=float)
    normal = numpy.cross(across[:3], across[3:])
    places = [float(numpy.dot(normal, numpy.array(h.ImagePositionPatient, dtype=float))) for h in heads]
    order = numpy.argsort(places, kind="stable")
    kept = order[nearest(len(order), depth)]
    slices = []
    for index in kept:
        image = pydicom.dcmread(paths[index])
        values = image.pixel_array.astype(numpy.float32)
        slices.append(values * float(image.RescaleSlope) + float(image.RescaleIntercept))
    volume = numpy.stack(slices, axis=-1)
    volume = (volume - volume.min()) / (volume.max() - volume.min())
    rows, columns = nearest(volume.shape[0], side), nearest(volume.shape[1], side)
    if side != volume.shape[0] or side != volume.shape[1]:
        volume = volume[rows][:, columns]
    return numpy.ascontiguousarray(volume, dtype=numpy.float32)


for line in sys.stdin:
    folder, side, depth = line.rsplit(" ", 2)
    begin = time.perf_counter()
    tensor = prepare(folder, int(side), int(depth))
    print((time.perf_counter() - begin) * 1000, tensor.sum(dtype=numpy.float64), flush=True)
