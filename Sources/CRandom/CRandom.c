#define _GNU_SOURCE
#include "CRandom.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>

__thread uint64_t *crandom_slot __attribute__((tls_model("initial-exec")));

#define ROTATE(x, n) (((x) << (n)) | ((x) >> (32 - (n))))
#define QUARTER(a, b, c, d) \
    a += b; d = ROTATE(d ^ a, 16); \
    c += d; b = ROTATE(b ^ c, 12); \
    a += b; d = ROTATE(d ^ a, 8); \
    c += d; b = ROTATE(b ^ c, 7)

// As many blocks at once as a vector has lanes, each lane one block.
#define DEFINE_BLOCKS(name, vector, lanes, attributes) \
    attributes static void name(const uint32_t *key, uint32_t first, uint32_t *out) { \
        static const uint32_t constants[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}; \
        vector input[16], x[16]; \
        for (int i = 0; i < 4; i++) input[i] = (vector){0} + constants[i]; \
        for (int i = 0; i < 8; i++) input[4 + i] = (vector){0} + key[i]; \
        for (int i = 12; i < 16; i++) input[i] = (vector){0}; \
        for (int i = 0; i < lanes; i++) input[12][i] = first + (uint32_t)i; \
        for (int i = 0; i < 16; i++) x[i] = input[i]; \
        for (int i = 0; i < 10; i++) { \
            QUARTER(x[0], x[4], x[8], x[12]); \
            QUARTER(x[1], x[5], x[9], x[13]); \
            QUARTER(x[2], x[6], x[10], x[14]); \
            QUARTER(x[3], x[7], x[11], x[15]); \
            QUARTER(x[0], x[5], x[10], x[15]); \
            QUARTER(x[1], x[6], x[11], x[12]); \
            QUARTER(x[2], x[7], x[8], x[13]); \
            QUARTER(x[3], x[4], x[9], x[14]); \
        } \
        for (int i = 0; i < 16; i++) x[i] += input[i]; \
        memcpy(out, x, sizeof x); \
    }

typedef uint32_t four_lanes __attribute__((vector_size(16)));
DEFINE_BLOCKS(four_blocks, four_lanes, 4, )

#if defined(__x86_64__)
typedef uint32_t eight_lanes __attribute__((vector_size(32)));
DEFINE_BLOCKS(eight_blocks, eight_lanes, 8, __attribute__((target("avx2"))))
#endif

int crandom_chacha20(const uint32_t *key, uint32_t *out) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        for (uint32_t block = 0; block < CRANDOM_BLOCKS; block += 8) eight_blocks(key, block, out + block * 16);
        return 8;
    }
#endif
    for (uint32_t block = 0; block < CRANDOM_BLOCKS; block += 4) four_blocks(key, block, out + block * 16);
    return 4;
}

long crandom_getrandom(void *bytes, size_t count) {
    long written = getrandom(bytes, count, 0);
    return written < 0 ? -errno : written;
}

void *crandom_pages(size_t size, int wipes) {
    void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) return NULL;
    if (wipes && madvise(pages, size, MADV_WIPEONFORK) != 0) {
        munmap(pages, size);
        return NULL;
    }
    // Keys do not belong in core dumps; where the kernel cannot, nothing else depends on it.
    (void)madvise(pages, size, MADV_DONTDUMP);
    return pages;
}
