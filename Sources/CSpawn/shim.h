// What <spawn.h> declares for GNU programs only, and the C library's own module for Swift so leaves out.
#include <spawn.h>

/// Closes all descriptors from `from` on in the child (glibc 2.34).
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// Not by <sys/prctl.h>, which Swift would take for the place of types that the C library's module has.
int prctl(int option, ...);

/// Makes this process the parent of what its children leave behind (PR_SET_CHILD_SUBREAPER, Linux 3.4).
static inline int adopt_orphans(void) { return prctl(36, 1UL, 0UL, 0UL, 0UL); }
