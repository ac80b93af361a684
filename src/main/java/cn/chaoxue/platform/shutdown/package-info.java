/// An orderly end: who is told, and in which order. Nothing that was begun is cut off (docs/operations/run.md).
@NullMarked
package cn.chaoxue.platform.shutdown;

import org.jspecify.annotations.NullMarked;
