/// A lean load generator: one thread, many connections, no allocation per request, its own CPU time counted.
@NullMarked
package cn.chaoxue.load.net;

import org.jspecify.annotations.NullMarked;
