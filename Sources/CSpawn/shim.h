// What <spawn.h> declares for GNU programs only, and the C library's own module for Swift so leaves out.
#include <spawn.h>

/// Closes all descriptors from `from` on in the child (glibc 2.34).
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
