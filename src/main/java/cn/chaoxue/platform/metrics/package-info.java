/// One manner of naming what can be measured: `chaoxue_<feature>_<what>[_<unit>]`, never without a help text.
@NullMarked
package cn.chaoxue.platform.metrics;

import org.jspecify.annotations.NullMarked;
