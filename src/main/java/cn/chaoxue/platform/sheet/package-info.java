/// Tables that leave as files, streamed: workbooks and comma-separated text whose cells are never formulas.
@NullMarked
package cn.chaoxue.platform.sheet;

import org.jspecify.annotations.NullMarked;
