#ifndef CRANDOM_H
#define CRANDOM_H

// What Swift on Linux cannot say by itself: ChaCha20 on vector registers (Swift's SIMD types take rotations apart into
// single lanes: 25 ns for 8 bytes instead of 3), a thread-local variable (3 ns cheaper than pthread_getspecific), and
// getrandom(2), which the Glibc module leaves out.

#include <stddef.h>
#include <stdint.h>

/// Blocks of 64 bytes that one call of `crandom_chacha20` makes.
#define CRANDOM_BLOCKS 16

/// Writes the key stream of ChaCha20 (RFC 8439 §2.3) for block counters 0 to 15 and a nonce of zeros.
///
/// Word `w` of block `b` stands at index `(b / lanes * 16 + w) * lanes + b % lanes` of the 256 words of `out`, so that
/// vectors need no transposition.
///
/// Returns the number of lanes: 8 with AVX2, else 4.
int crandom_chacha20(const uint32_t key[_Nonnull 8], uint32_t out[_Nonnull CRANDOM_BLOCKS * 16]);

/// One call of getrandom(2): the bytes written, at most `count`, or the negated error number.
long crandom_getrandom(void *_Nonnull bytes, size_t count);

/// mmap(2) of anonymous memory that reads as zeros in the child after every fork (MADV_WIPEONFORK, Linux 4.14).
///
/// With `wipes` 0 the memory is copied as usual: for the test that shows what the guard is for. NULL where the
/// memory or the guard cannot be had.
void *_Nullable crandom_pages(size_t size, int wipes);

/// The calling thread's random state; NULL until set.
extern __thread uint64_t *_Nullable crandom_slot __attribute__((tls_model("initial-exec")));

static inline uint64_t *_Nullable crandom_get_slot(void) { return crandom_slot; }

static inline void crandom_set_slot(uint64_t *_Nullable slot) { crandom_slot = slot; }

#endif
