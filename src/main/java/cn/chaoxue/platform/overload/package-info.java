/// A process that has too much to do refuses what matters least first, politely, and takes it up again within seconds.
@NullMarked
package cn.chaoxue.platform.overload;

import org.jspecify.annotations.NullMarked;
