#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

/// How often the calling thread has asked for memory: malloc, calloc, realloc, aligned_alloc, posix_memalign.
///
/// A program that links this counts all of its allocations, those of its libraries included.
unsigned long callocations_count(void);

#endif
