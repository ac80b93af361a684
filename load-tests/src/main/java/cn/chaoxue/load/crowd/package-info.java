/// Honest clients in great numbers: each a virtual thread that behaves as our pages do, waits as long as it is
/// told and repeats what got no answer, with the same key.
@NullMarked
package cn.chaoxue.load.crowd;

import org.jspecify.annotations.NullMarked;
