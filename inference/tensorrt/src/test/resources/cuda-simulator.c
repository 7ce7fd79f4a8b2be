// SPDX-License-Identifier: Apache-2.0
// NVIDIA's driver and CUDA's runtime, as far as we call them, with the machine's memory as the GPU's.
// Two GPUs, which share 16 MiB. Signatures are those of cuda.h and cuda_runtime_api.h.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOTAL (1u << 24)
static size_t used;
static int current = -1, streams;

int cuInit(unsigned flags) { return getenv("SIMULATED_NO_GPU") ? 100 : flags; }
int cuDeviceGetCount(int *count) { *count = 2; return 0; }
int cuDeviceGetName(char *name, int length, int device) { snprintf(name, length, "Simulated %d", device); return 0; }
int cuDeviceGetAttribute(int *value, int attribute, int device) {
  *value = attribute == 75 ? 9 : attribute == 76 ? device : -1;
  return 0;
}

int cudaSetDevice(int device) { current = device; return device < 2 ? 0 : 101; }

// every block begins with its length
int cudaMalloc(void **out, size_t bytes) {
  if (current < 0) return 400;
  if (used + bytes > TOTAL) return 2;
  char *block = aligned_alloc(256, (bytes + 511) / 256 * 256);
  *(size_t *)block = bytes;
  memset(block + 256, 0x7f, bytes);
  used += bytes;
  *out = block + 256;
  return 0;
}
int cudaFree(void *address) {
  char *block = (char *)address - 256;
  used -= *(size_t *)block;
  free(block);
  return 0;
}
int cudaMemGetInfo(size_t *free_, size_t *total) { *free_ = TOTAL - used; *total = TOTAL; return 0; }
int cudaMemsetAsync(void *to, int value, size_t bytes, void *stream) { memset(to, value, bytes); return stream ? 0 : 1; }
int cudaMemcpyAsync(void *to, const void *from, size_t bytes, int kind, void *stream) {
  memcpy(to, from, bytes);
  return stream && kind >= 1 && kind <= 3 ? 0 : 21;
}
int cudaMemcpy2DAsync(void *to, size_t to_pitch, const void *from, size_t from_pitch, size_t width, size_t height, int kind, void *stream) {
  if (!stream || kind != 3 || width > to_pitch || width > from_pitch) return 12;
  for (size_t row = 0; row < height; row++) memcpy((char *)to + row * to_pitch, (const char *)from + row * from_pitch, width);
  return 0;
}
int cudaStreamCreate(void **stream) { streams++; *stream = &streams; return 0; }
int cudaStreamSynchronize(void *stream) { return stream == &streams ? 0 : 400; }
int cudaStreamDestroy(void *stream) { streams--; return 0; }
