/// Keys from files, sealed fields, blind indexes.
@NullMarked
package cn.chaoxue.platform.crypto;

import org.jspecify.annotations.NullMarked;
