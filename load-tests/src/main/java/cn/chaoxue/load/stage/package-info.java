/// The servers and service processes a measurement or drill runs against: real ones, in a folder of their own, ended
/// with this JVM whatever happens.
@NullMarked
package cn.chaoxue.load.stage;

import org.jspecify.annotations.NullMarked;
