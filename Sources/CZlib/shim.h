// deflateInit2 and inflateInit2 are macros, which Swift does not see.
#include <zlib.h>

static inline int ssot_inflate_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

static inline int ssot_deflate_init(z_stream *stream) {
    return deflateInit2(stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
