/// What many want at once, done for all of them together.
@NullMarked
package cn.chaoxue.platform.gather;

import org.jspecify.annotations.NullMarked;
