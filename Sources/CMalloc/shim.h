// mallopt(3): the C library's own module does not export it.
#include <malloc.h>
